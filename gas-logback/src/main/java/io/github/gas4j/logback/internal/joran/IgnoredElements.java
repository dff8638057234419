// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.joran;

import ch.qos.logback.core.model.processor.ImplicitModelHandler;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusManager;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.internal.migration.ForeignOptions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements inside of an appender's element that Joran has ignored, because the appender has no setter for them. Joran tells
 * this to nobody but the status manager, so the names are read from its warnings.
 *
 * <p>Not thread-safe: an appender is configured and started by one thread. Other threads may add statuses meanwhile.
 */
public final class IgnoredElements {
    private static final String BEGINNING = ImplicitModelHandler.IGNORING_UNKNOWN_PROP + " [";

    private final StatusManager statuses;
    private final String end;
    private final int earlier;
    private @Nullable List<String> foreign;

    /** Begins to watch, before Joran reads what is inside of the element of an appender of this class. */
    public IgnoredElements(StatusManager statuses, Class<?> appender) {
        this.statuses = statuses;
        end = "] in [" + appender.getName() + "]";
        earlier = statuses.getCount();
    }

    /**
     * Sets those among them that are options of other appenders, so that they are refused with what GAS has instead. They are
     * those that were there at the first call: later warnings are about other appenders.
     */
    public void copyForeignTo(GasConfigBuilder options) {
        List<String> names = foreign == null ? read() : foreign;
        foreign = names;
        names.forEach(name -> options.option(name, ""));
    }

    private List<String> read() {
        int added = Math.max(0, statuses.getCount() - earlier); // 0 if the manager was cleared
        List<Status> all = statuses.getCopyOfStatusList();
        return all.stream()
                .skip(Math.max(0, all.size() - added))
                .map(Status::getMessage)
                .filter(Objects::nonNull)
                .filter(message -> message.startsWith(BEGINNING) && message.endsWith(end))
                .map(message -> message.substring(message.indexOf('[') + 1, message.length() - end.length()))
                .filter(ForeignOptions::contains)
                .toList();
    }
}
