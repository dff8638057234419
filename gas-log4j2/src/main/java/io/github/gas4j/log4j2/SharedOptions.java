// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigException;
import java.lang.ref.WeakReference;
import java.util.List;
import org.apache.logging.log4j.core.LifeCycle.State;
import org.apache.logging.log4j.core.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The options on which the appenders that share a client agree. The first appender of a configuration sets them, and the
 * others of that configuration must ask for the same. So a reload changes them for all.
 *
 * <p>Not thread-safe: guarded by the manager. Keeps no configuration from being collected.
 */
final class SharedOptions {
    private final String client;
    private @Nullable GasConfig options;
    private String setter = "";
    private WeakReference<@Nullable Configuration> configuration = new WeakReference<>(null);

    SharedOptions(String client) {
        this.client = client;
    }

    /**
     * Returns whether the client is to take these options, because they are the first ones of a newer configuration.
     *
     * @throws GasConfigException if they contradict those of another appender of the same configuration
     */
    boolean areSetBy(GasManager.User user, GasConfig asked) {
        GasConfig agreed = options;
        Configuration theirs = configuration.get();
        if (agreed == null) {
            return true;
        }
        if (theirs == user.configuration()) {
            List<String> problems = asked.differencesFrom(agreed).stream()
                    .map(this::contradiction)
                    .toList();
            if (!problems.isEmpty()) {
                throw new GasConfigException(problems);
            }
            return false;
        }
        return theirs == null || !isOlder(user.configuration(), theirs);
    }

    /** Keeps options that the client has taken. */
    void set(GasManager.User user, GasConfig taken) {
        options = taken;
        setter = user.name();
        configuration = new WeakReference<>(user.configuration());
    }

    private String contradiction(String difference) {
        String of = difference.startsWith("option ") ? " of" : " from that of";
        return "client '" + client + "': " + difference + of + " appender '" + setter
                + "'; valid: the same options for all appenders that share a client";
    }

    /** Returns whether {@code late} is being replaced by {@code present}, and still makes appenders, as for a new route. */
    private static boolean isOlder(@Nullable Configuration late, Configuration present) {
        if (late == null || late.getState() == State.STOPPING || late.getState() == State.STOPPED) {
            return true;
        }
        boolean starts = late.getState() == State.STARTING;
        return !starts
                && (present.getState() == State.STARTING
                        || late.getLoggerContext().getConfiguration() == present);
    }
}
