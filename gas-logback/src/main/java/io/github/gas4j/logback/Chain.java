// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for the way from an appender or a logger, through those that it gives its events to, to another appender or back.
 * It sees what is shown as {@link AppenderAttachable}, like what an {@code AsyncAppender} has.
 *
 * <p>Confined to one call.
 */
final class Chain {
    private final Appender<?> end;
    private final Set<AppenderAttachable<?>> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<String> names = new ArrayDeque<>();

    private final boolean onlyStarted;

    private Chain(Appender<?> end, boolean onlyStarted) {
        this.end = end;
        this.onlyStarted = onlyStarted;
    }

    /** Returns the names of the appenders on the way that ends at {@code end}, or null if there is no such way. */
    static @Nullable List<String> leadingBack(Appender<?> end, AppenderAttachable<?> from) {
        Chain chain = new Chain(end, false);
        return chain.leadsToTheEnd(from) ? new ArrayList<>(chain.names) : null;
    }

    /** Returns whether a logger has an appender, or has another one that is started and gives its events to it. */
    static boolean isOf(AppenderAttachable<?> logger, Appender<?> appender) {
        return new Chain(appender, true).leadsToTheEnd(logger);
    }

    private boolean leadsToTheEnd(AppenderAttachable<?> from) {
        for (Iterator<? extends Appender<?>> each = from.iteratorForAppenders(); each.hasNext(); ) {
            Appender<?> appender = each.next();
            if (isTheEnd(appender)) {
                names.addFirst(String.valueOf(appender.getName()));
                return true;
            }
        }
        return false;
    }

    private boolean isTheEnd(Appender<?> appender) {
        return appender == end
                || (appender instanceof AppenderAttachable<?> next
                        && (!onlyStarted || appender.isStarted())
                        && visited.add(next)
                        && leadsToTheEnd(next));
    }
}
