// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client and the appenders that use it: none while it waits for an appender of another configuration, or drains. It speaks
 * through one of them.
 *
 * <p>Thread-safe: {@link Links} calls everything but {@link #client}, {@link #close} and {@link #watchContext} under its lock.
 * The client's thread reads {@code speaker}, which is volatile.
 */
final class Link {
    /** How long a client waits for an appender that adopts it. Reading a configuration takes less. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final @Nullable Context context;
    private final String name;
    private final GasClient client;
    private final Set<Member> members = new LinkedHashSet<>();
    /** The encoders of appenders that the latest reset has stopped. A thread may still log through them. */
    private final List<EventEncoder<?>> left = new ArrayList<>();
    /** Those of the reset before. */
    private final List<EventEncoder<?>> leftBefore = new ArrayList<>();

    private GasConfig config;
    /** How long a close may take that the end of the context asks for. */
    private Duration timeout;
    /** The member that has joined last while there was no other, or one that is still there. */
    private volatile Member speaker;

    private boolean ended;
    /** Whether somebody closes the client, so that nobody may adopt it. */
    private boolean closing;

    private Link(@Nullable Context context, String name, GasConfig config, Member member) {
        this.context = context;
        this.name = name;
        this.config = config;
        timeout = config.shutdownTimeout();
        speaker = member;
        members.add(member);
        // Without inherited thread-locals, which would keep the class loader of the configuring thread alive.
        client = new GasClient(
                name,
                config,
                new DropReporter(name, context, () -> speaker, () -> Links.ended(this)),
                task -> new Thread(null, task, "gas-" + name, 0, false));
    }

    /**
     * Makes and starts a client for an appender.
     *
     * @throws io.github.gas4j.core.GasConfigException if the JVM or the system lacks something that the client needs
     */
    static Link open(@Nullable Context context, String name, GasConfig config, Member member) {
        Link link = new Link(context, name, config, member);
        link.client.start();
        return link;
    }

    GasClient client() {
        return client;
    }

    boolean isOf(Context other) {
        return context == other;
    }

    /** Watches for the end of the context, if that could not be done when the appender was started. */
    void watchContext() {
        if (context instanceof LoggerContext loggers && loggers.isStarted()) {
            ContextEnd.watch(loggers);
        }
    }

    boolean isNamed(String other) {
        return name.equals(other);
    }

    /** Returns whether appenders of the same configuration share this already. */
    boolean isSharedBy(Member member) {
        return config.client() != null && members.stream().anyMatch(other -> other.mark() == member.mark());
    }

    /** Takes another appender in that wants the same as those that share the client. Returns the contradictions. */
    List<String> share(GasConfig wanted, Member member) {
        List<String> differences = wanted.differencesFrom(config);
        if (differences.isEmpty()) {
            members.add(member);
        }
        return differences.stream().map(this::contradiction).toList();
    }

    private String contradiction(String difference) {
        String of = difference.startsWith("option ") ? " of" : " from that of";
        return "client '" + name + "': " + difference + of + " appender '" + speaker.appender()
                + "'; valid: the same options for all appenders that share a client";
    }

    /**
     * Gives the client to an appender of another configuration, and changes its options. Appenders of an earlier configuration may
     * still be there, as behind an {@code AsyncAppender} that takes its time. Returns whether the client is to be had.
     */
    boolean adopt(GasConfig wanted, Member member) {
        if (closing
                || members.stream().anyMatch(other -> other.mark() == member.mark())
                || !wanted.destination().equals(config.destination())
                || wanted.framing() != config.framing()
                || !client.resume()) {
            return false;
        }
        client.reconfigure(wanted);
        config = wanted;
        timeout = wanted.shutdownTimeout();
        speaker = member;
        members.add(member);
        return true;
    }

    /** Returns the encoders that nobody can be using any more, once this member has adopted the client. */
    List<EventEncoder<?>> takeOutworn() {
        List<EventEncoder<?>> outworn = new ArrayList<>(leftBefore);
        leftBefore.clear();
        leftBefore.addAll(left);
        left.clear();
        return outworn;
    }

    /** Keeps an encoder no longer, because its appender has started again. */
    void takeBack(EventEncoder<?> inUse) {
        left.removeIf(inUse::isSameAs);
        leftBefore.removeIf(inUse::isSameAs);
    }

    /** Notes that somebody is about to close the client. Returns false if somebody does already. */
    boolean beginToClose() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    /** Notes that the client has ended. Returns the encoders of appenders that have gone. */
    List<EventEncoder<?>> end() {
        ended = true;
        List<EventEncoder<?>> all = new ArrayList<>(leftBefore);
        all.addAll(left);
        leftBefore.clear();
        left.clear();
        return all;
    }

    /** Lets an appender go. The client of the last one is retired, unless the caller closes it. */
    void leave(Member member, Parting parting, Duration timeLeft) {
        members.remove(member);
        timeout = timeLeft;
        Iterator<Member> others = members.iterator();
        if (others.hasNext()) {
            speaker = speaker.equals(member) ? others.next() : speaker;
        } else if (parting == Parting.END) {
            closing = true;
        } else {
            // A shared client is kept for the next tenant. There is one of it, while others could be many and fill the
            // memory.
            boolean waits = parting == Parting.RESET || config.client() != null;
            client.retire(waits ? GRACE : Duration.ZERO);
        }
    }

    /** Keeps an encoder until nobody can be using it any more. Returns false if the client has ended. */
    boolean keep(EventEncoder<?> encoder) {
        return !ended && left.add(encoder);
    }

    boolean isUnused() {
        return members.isEmpty();
    }

    /** Stops encoders whose appenders have gone. */
    void stop(List<EventEncoder<?>> encoders) {
        for (EventEncoder<?> encoder : encoders) {
            try {
                encoder.stop();
            } catch (Throwable failed) {
                speaker.reporter().stopFailed(failed);
            }
        }
    }

    Duration timeout() {
        return timeout;
    }

    void close(Duration within) {
        client.close(within);
    }
}
