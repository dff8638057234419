// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.FailoverAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewriteAppender;
import org.apache.logging.log4j.core.appender.routing.Route;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Node;
import org.jspecify.annotations.Nullable;

/**
 * A search for the way from one appender of a configuration to another, through appenders that give their events on. It
 * goes by names, because an appender that is not started yet has only the names.
 *
 * <p>Confined to one call.
 */
final class Chain {
    /** The attributes by which the elements of a route name appenders. */
    private static final List<String> NAMING = List.of("ref", "primary", "errorRef");

    private final String end;
    private final Map<String, Appender> known;
    private final Set<String> visited = new HashSet<>();
    private final Deque<String> names = new ArrayDeque<>();

    private Chain(String end, Map<String, Appender> known) {
        this.end = end;
        this.known = known;
    }

    /** Returns the names on the way from {@code first} to {@code end}, or null if there is no such way. */
    static @Nullable List<String> leadingBack(String end, String first, Map<String, Appender> known) {
        Chain chain = new Chain(end, known);
        return chain.leadsToTheEnd(first) ? new ArrayList<>(chain.names) : null;
    }

    private boolean leadsToTheEnd(String name) {
        boolean leads = name.equals(end);
        if (!leads && visited.add(name)) {
            leads = next(known.get(name)).stream().anyMatch(this::leadsToTheEnd);
        }
        if (leads) {
            names.addFirst(name);
        }
        return leads;
    }

    /** Returns the names of the appenders to which an appender gives events, as far as they can be known. */
    private static List<String> next(@Nullable Appender appender) {
        List<String> next = new ArrayList<>();
        if (appender instanceof GasAppender gas) {
            gas.fallback().refs().forEach(ref -> next.add(ref.getRef()));
        } else if (appender instanceof AsyncAppender async) {
            add(async.getAppenderRefStrings(), next);
            add(async.getErrorRef(), next);
        } else if (appender instanceof RoutingAppender routing) {
            for (Route route : routing.getRoutes().getRoutes()) {
                add(route.getAppenderRef(), next);
                add(route.getNode(), next);
            }
        } else if (appender instanceof FailoverAppender) {
            add(hidden(appender, "primaryRef"), next);
            add(hidden(appender, "failovers"), next);
        } else if (appender instanceof RewriteAppender) {
            add(hidden(appender, "appenderRefs"), next);
        }
        return next;
    }

    /** Returns what no method returns, or null where it cannot be read, as in a named module. */
    private static @Nullable Object hidden(Appender appender, String name) {
        try {
            Field field = appender.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(appender);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            return null; // the fallback ends the loop when an event comes back
        }
    }

    private static void add(@Nullable Object naming, List<String> next) {
        if (naming instanceof String name) {
            next.add(name);
        } else if (naming instanceof AppenderRef ref) {
            next.add(ref.getRef());
        } else if (naming instanceof Node node) {
            NAMING.forEach(attribute -> add(node.getAttributes().get(attribute), next));
            node.getChildren().forEach(child -> add(child, next));
        } else if (naming instanceof Object[] several) {
            for (Object each : several) {
                add(each, next);
            }
        }
    }
}
