// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.filter.Filterable;
import org.jspecify.annotations.Nullable;

/**
 * One appender of a fallback, with the level and the filter of its {@code <AppenderRef>}. It does what Log4j's
 * {@code AppenderControl} does, which does not tell whether the appender took the event.
 *
 * <p>Immutable.
 *
 * @param appender the appender
 * @param level the least important level that it gets, or null for all
 * @param filter a started filter, or null
 */
record FallbackTarget(
        Appender appender, @Nullable Level level, @Nullable Filter filter) {

    static FallbackTarget of(AppenderRef ref, Appender appender) {
        Filter filter = ref.getFilter();
        if (filter != null && !filter.isStarted()) {
            filter.start();
        }
        return new FallbackTarget(appender, ref.getLevel(), filter);
    }

    /** Gives an event to the appender unless a filter denies it. Returns whether it was given; throws what the appender throws. */
    boolean takes(LogEvent event) {
        if (filter != null && filter.filter(event) == Filter.Result.DENY) {
            return false;
        }
        if (level != null && !event.getLevel().isMoreSpecificThan(level)) {
            return false;
        }
        if (!appender.isStarted() || (appender instanceof Filterable own && own.isFiltered(event))) {
            return false;
        }
        appender.append(event);
        return true;
    }
}
