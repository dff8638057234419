// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.LocationAware;
import org.jspecify.annotations.Nullable;

/**
 * The appenders that receive what the client's buffer does not take. All of them get the event, on the thread that logs
 * it, and so without a copy. It is taken if at least one of them takes it.
 *
 * <p>An event may be given while another is, as by a {@code toString()} that logs. An event that comes back while it is
 * given, and every event beyond {@link #DEEPEST} of them, is refused, so that no loop is endless.
 *
 * <p>Thread-safe. The start of the appender replaces {@code targets} as a whole. What a thread is giving is in an array of its own, which is changed by plain stores: a call could fail
 * where the stack is exhausted, and leave the thread without a fallback for ever.
 */
final class Fallback {
    /** How many events a thread may give at the same time. */
    private static final int DEEPEST = 8;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String OPTION = "option AppenderRef: '";

    private final GasAppender owner;
    private final List<AppenderRef> refs;
    private final @Nullable Configuration configuration;
    private final AtomicLong nextReport = new AtomicLong(System.nanoTime());
    private volatile List<FallbackTarget> targets = List.of();

    /** The events that the thread is giving. A type of the JDK, which pins no class loader. */
    @SuppressWarnings("ThreadLocalUsage") // the fallback of another appender is another hand
    private final ThreadLocal<@Nullable Object[]> hands = new ThreadLocal<>();

    Fallback(GasAppender owner, List<AppenderRef> refs, @Nullable Configuration configuration) {
        this.owner = owner;
        this.refs = List.copyOf(refs);
        this.configuration = configuration;
    }

    List<AppenderRef> refs() {
        return refs;
    }

    /** Log4j asks this for each event, so it makes no objects. */
    boolean requiresLocation() {
        List<FallbackTarget> asked = targets;
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).appender() instanceof LocationAware aware && aware.requiresLocation()) {
                return true;
            }
        }
        return false;
    }

    /** Finds the appenders by their names. Returns the problems; what has none is used. */
    List<String> resolve() {
        List<String> problems = new ArrayList<>();
        List<FallbackTarget> found = new ArrayList<>();
        Map<String, Appender> known = configuration == null ? Map.of() : configuration.getAppenders();
        for (AppenderRef ref : refs) {
            Appender appender = known.get(ref.getRef());
            List<String> loop = Chain.leadingBack(owner.getName(), ref.getRef(), known);
            if (loop != null) {
                problems.add(OPTION + ref.getRef() + "' leads back to this appender, by " + String.join(" -> ", loop)
                        + "; valid: an appender that gives its events to no appender before it, like a File");
            } else if (appender == null) {
                problems.add(OPTION + ref.getRef() + "' is the name of no appender; valid: " + othersIn(known));
            } else {
                found.add(FallbackTarget.of(ref, appender));
            }
        }
        targets = List.copyOf(found);
        return problems;
    }

    private String othersIn(Map<String, Appender> known) {
        TreeSet<String> names = new TreeSet<>(known.keySet());
        names.remove(owner.getName());
        return names.isEmpty() ? "the name of another appender" : "one of " + String.join(", ", names);
    }

    /**
     * Gives an event that the client refused to the appenders, and counts it. Throws only if it has not counted it.
     *
     * @param refusal why the client refused it
     * @param bytes its length
     * @return whether it was taken
     */
    boolean settle(LogEvent event, DropReason refusal, int bytes, GasClient client) {
        if (refusal == DropReason.ENCODING_FAILED) {
            return false; // counted by the client
        }
        boolean taken = !targets.isEmpty() && owner.isStarted() && give(event);
        client.countDrop(taken ? DropReason.FALLBACK : refusal, bytes);
        return taken;
    }

    private boolean give(LogEvent event) {
        @Nullable Object[] hand = hands.get();
        if (hand == null) {
            hand = new @Nullable Object[DEEPEST];
            hands.set(hand);
        }
        int depth = 0;
        boolean leadsBack = false;
        while (depth < DEEPEST && hand[depth] != null) {
            leadsBack |= hand[depth] == event;
            depth++;
        }
        if (leadsBack || depth == DEEPEST) {
            report("leads back to this appender, or logs for each event", null);
            return false;
        }
        hand[depth] = event;
        try {
            boolean taken = false;
            for (FallbackTarget target : targets) {
                taken |= give(event, target);
            }
            return taken;
        } finally {
            hand[depth] = null;
        }
    }

    private boolean give(LogEvent event, FallbackTarget target) {
        try {
            return target.takes(event);
        } catch (Throwable failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            report("failed in appender '" + target.appender().getName() + "'", failed);
            return false;
        }
    }

    private void report(String what, @Nullable Throwable failed) {
        try {
            long now = System.nanoTime();
            long due = nextReport.get();
            if (now - due >= 0 && nextReport.compareAndSet(due, now + MINUTE_NANOS)) {
                String cause = failed == null ? "" : ", with " + failed;
                new StatusReporter(owner.getName())
                        .warned("the fallback " + what + cause + "; events that it does not take are counted under"
                                + " their own reasons; reported at most once a minute");
            }
        } catch (Throwable ignored) {
            // There is no memory or stack for the report, but the event is counted.
        }
    }
}
