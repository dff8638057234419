// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.gas4j.core.GasConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The links of all contexts, which let a client outlive its appender. They are not in the context, because a reset clears its
 * objects, and a stop its listeners too. A link is in here for no longer than its client runs, so this class keeps nothing from
 * being collected.
 *
 * <p>Thread-safe: the class guards the links, and nothing waits while it is locked. While a client that is to be shared is made,
 * {@code SHARING} keeps others from making it too.
 */
final class Links {
    private static final Set<Link> LINKS = new LinkedHashSet<>();
    private static final Object SHARING = new Object();

    private Links() {}

    /**
     * Finds a client for an appender that starts, or makes one: that of others that share it by its name, else one that an
     * earlier configuration has left, with this name, destination and framing.
     *
     * @param problems receives what contradicts the other appenders that share the client
     * @return null if there are problems
     * @throws io.github.gas4j.core.GasConfigException if the JVM or the system lacks something that a client needs
     */
    static @Nullable Link join(@Nullable Context context, GasConfig config, Member member, List<String> problems) {
        if (!(context instanceof LoggerContext loggers)) {
            return Link.open(context, nameOf(config, member), config, member);
        }
        ContextEnd.watch(loggers);
        synchronized (Links.class) {
            of(loggers).forEach(link -> link.takeBack(member.encoder()));
        }
        if (config.client() == null) {
            return join(loggers, config, member, problems);
        }
        synchronized (SHARING) {
            return join(loggers, config, member, problems);
        }
    }

    private static String nameOf(GasConfig config, Member member) {
        String shared = config.client();
        return shared == null ? member.appender() : shared;
    }

    private static @Nullable Link join(LoggerContext context, GasConfig config, Member member, List<String> problems) {
        String name = nameOf(config, member);
        Link link = find(context, name, config, member, problems);
        if (link == null && problems.isEmpty()) {
            link = Link.open(context, name, config, member);
            try {
                add(link);
            } catch (Throwable noMemory) {
                link.close(Duration.ZERO);
                throw noMemory;
            }
        }
        return link;
    }

    private static @Nullable Link find(
            LoggerContext context, String name, GasConfig config, Member member, List<String> problems) {
        Link adopted = null;
        List<EventEncoder<?>> outworn = List.of();
        synchronized (Links.class) {
            Link shared = config.client() == null
                    ? null
                    : of(context)
                            .filter(link -> link.isNamed(name) && link.isSharedBy(member))
                            .findFirst()
                            .orElse(null);
            if (shared != null) {
                problems.addAll(shared.share(config, member));
                return problems.isEmpty() ? shared : null;
            }
            adopted = of(context)
                    .filter(link -> link.isNamed(name) && link.adopt(config, member))
                    .findFirst()
                    .orElse(null);
            outworn = adopted == null ? outworn : adopted.takeOutworn();
        }
        if (adopted != null) {
            adopted.stop(outworn);
        }
        return adopted;
    }

    private static Stream<Link> of(Context context) {
        return LINKS.stream().filter(link -> link.isOf(context));
    }

    private static synchronized void add(Link link) {
        LINKS.add(link);
    }

    /**
     * Lets an appender go that is stopped. If it was the last one, its client ends: in the background, unless this is the
     * end.
     *
     * @param timeLeft how long the end of the client may take
     * @return whether the encoder is kept for threads that may still log, and stopped later
     */
    static boolean leave(Link link, Member member, Parting parting, Duration timeLeft) {
        boolean kept;
        boolean last;
        if (parting == Parting.RESET) {
            link.watchContext();
        }
        synchronized (Links.class) {
            link.leave(member, parting, timeLeft);
            kept = parting == Parting.RESET && link.keep(member.encoder());
            last = link.isUnused();
        }
        if (last && parting == Parting.END) {
            link.close(timeLeft);
        }
        return kept;
    }

    /** Closes the clients of a context, all at the same time, within the longest of their timeouts. */
    static void close(LoggerContext context) {
        List<Link> links;
        Duration longest;
        synchronized (Links.class) {
            links = of(context).filter(Link::beginToClose).toList(); // a stop tells of its reset and of itself
            longest = links.stream()
                    .map(Link::timeout)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }
        long began = System.nanoTime();
        links.stream().skip(1).forEach(link -> beginToClose(link, longest));
        links.forEach(link -> link.close(longest.minusNanos(System.nanoTime() - began)));
    }

    /** Asks a client to close while this thread waits for another one. */
    private static void beginToClose(Link link, Duration timeout) {
        try {
            Thread thread = new Thread(null, () -> link.close(timeout), "gas-close", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        } catch (Throwable noThreadLeft) {
            link.client().retire(Duration.ZERO);
        }
    }

    /** Called on the client's thread when a client has ended. */
    static void ended(Link link) {
        List<EventEncoder<?>> left;
        synchronized (Links.class) {
            LINKS.remove(link);
            left = link.end();
        }
        link.stop(left);
    }
}
