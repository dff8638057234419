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
 * A search for the way from an appender through those that it gives its events to, and back to itself. It sees what other
 * appenders show as {@link AppenderAttachable}, like {@code AsyncAppender}.
 *
 * <p>Confined to one call.
 */
final class Chain {
    private final Appender<?> end;
    private final Set<AppenderAttachable<?>> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<String> names = new ArrayDeque<>();

    private Chain(Appender<?> end) {
        this.end = end;
    }

    /** Returns the names of the appenders on the way that ends at {@code end}, or null if there is no such way. */
    static @Nullable List<String> leadingBack(Appender<?> end, AppenderAttachable<?> from) {
        Chain chain = new Chain(end);
        return chain.leadsToTheEnd(from) ? new ArrayList<>(chain.names) : null;
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
                || (appender instanceof AppenderAttachable<?> next && visited.add(next) && leadsToTheEnd(next));
    }
}
