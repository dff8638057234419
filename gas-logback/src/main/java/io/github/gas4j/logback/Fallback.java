// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import ch.qos.logback.core.spi.FilterReply;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The appenders that receive what the client's buffer does not take. All of them get the event, on the thread that logs
 * it. It is taken if at least one of them takes it.
 *
 * <p>Some of Logback's appenders, like subclasses of {@code AppenderBase}, silently refuse an event that is logged while they
 * append another on the same thread, as by a {@code toString()} that logs. So such an event waits until the first one is done. An event that comes back while it is
 * given, and every event after {@link #MOST_WAITING} that wait, is refused, so that no loop is endless.
 *
 * <p>Thread-safe. What a thread is giving is in an array of its own, which is changed by plain stores: a call could fail
 * where the stack is exhausted, and leave the thread without a fallback for ever.
 *
 * @param <E> the type of events
 */
final class Fallback<E> {
    /** How many events may wait that are logged while another is given. */
    private static final int MOST_WAITING = 15;

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final AppenderAttachableImpl<E> appenders = new AppenderAttachableImpl<>();
    private final FallbackHolder<E> owner;
    private final AtomicLong nextReport = new AtomicLong(System.nanoTime());
    /** The event that the thread is giving, and {@link Waiting} ones behind it. A type of the JDK, which pins no loader. */
    @SuppressWarnings("ThreadLocalUsage") // the fallback of another appender is another hand
    private final ThreadLocal<@Nullable Object[]> hands = new ThreadLocal<>();

    private boolean stopping;

    Fallback(FallbackHolder<E> owner) {
        this.owner = owner;
    }

    /** An event that was logged while another was given. */
    private record Waiting<E>(E event, Refusal refusal, GasClient client) {}

    AppenderAttachableImpl<E> appenders() {
        return appenders;
    }

    boolean isEmpty() {
        return !appenders.iteratorForAppenders().hasNext();
    }

    /** Gives an event to the appenders, and counts it. Throws only if it has not counted it. */
    void settle(E event, Refusal refusal, GasClient client) {
        if (isEmpty() || !owner.isStarted()) {
            client.countDrop(refusal.reason(), refusal.bytes());
            return;
        }
        @Nullable Object[] hand = hands.get();
        if (hand == null) {
            hand = new @Nullable Object[1 + MOST_WAITING];
            hands.set(hand);
        }
        if (hand[0] == null) {
            give(event, refusal, client, hand);
            giveWaiting(hand);
        } else if (!letWait(event, refusal, client, hand)) {
            client.countDrop(refusal.reason(), refusal.bytes());
        }
    }

    private void give(E event, Refusal refusal, GasClient client, @Nullable Object[] hand) {
        boolean taken;
        hand[0] = event;
        try {
            taken = isTaken(event);
        } finally {
            hand[0] = null;
        }
        client.countDrop(taken ? DropReason.FALLBACK : refusal.reason(), refusal.bytes());
    }

    /** Gives what has been logged meanwhile, and more than that if it logs too. Throws nothing. */
    @SuppressWarnings("unchecked")
    private void giveWaiting(@Nullable Object[] hand) {
        int next = 1;
        try {
            for (; next < hand.length; next++) {
                if (hand[next] instanceof Waiting<?> found) {
                    Waiting<E> waiting = (Waiting<E>) found;
                    give(waiting.event, waiting.refusal, waiting.client, hand);
                }
            }
        } catch (Throwable leftForTheNextEvent) {
            // The event that was given first is counted, and the caller must not count it again.
        }
        for (int given = 1; given < next; given++) {
            hand[given] = null;
        }
    }

    /** Returns whether the event waits now. False if it is being given already, or too many wait. */
    private boolean letWait(E event, Refusal refusal, GasClient client, @Nullable Object[] hand) {
        int free = hand.length;
        while (free > 1 && hand[free - 1] == null) {
            free--;
        }
        boolean leadsBack = hand[0] == event;
        for (int i = 1; i < free; i++) {
            leadsBack |= hand[i] instanceof Waiting<?> earlier && earlier.event == event;
        }
        if (leadsBack || free == hand.length) {
            report("leads back to this appender, or logs for each event", null);
            return false;
        }
        try {
            if (event instanceof DeferredProcessingAware aware) {
                aware.prepareForDeferredProcessing();
            }
            hand[free] = new Waiting<>(event, refusal, client);
            return true;
        } catch (Throwable failed) {
            report("was not given an event that could not be prepared", failed);
            return false;
        }
    }

    /** Gives an event to all appenders, and returns whether one of them takes it. */
    private boolean isTaken(E event) {
        boolean taken = false;
        try {
            if (Chain.leadingBack(owner, appenders) != null) { // what was attached after the start
                report("leads back to this appender", null);
                return false;
            }
            for (Iterator<Appender<E>> each = appenders.iteratorForAppenders(); each.hasNext(); ) {
                taken |= isTaken(event, each.next());
            }
        } catch (Throwable failed) {
            report("failed", failed);
        }
        return taken;
    }

    /**
     * Returns whether an appender takes the event. Logback does not tell, so its filters are asked here, and asked again
     * by the appender. An appender that has been stopped meanwhile has not taken the event.
     */
    private boolean isTaken(E event, Appender<E> appender) {
        try {
            if (!appender.isStarted() || appender.getFilterChainDecision(event) == FilterReply.DENY) {
                return false;
            }
            appender.doAppend(event);
            return appender.isStarted();
        } catch (Throwable failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            report("failed in appender '" + appender.getName() + "'", failed);
            return false;
        }
    }

    /** Returns the problem of a fallback that leads back to its owner, or null if there is none. */
    @Nullable
    String problem() {
        List<String> loop = Chain.leadingBack(owner, appenders);
        return loop == null
                ? null
                : "option appender-ref: '" + loop.get(0) + "' leads back to this appender, by "
                        + String.join(" -> ", loop)
                        + "; valid: an appender that gives its events to no appender before it, like a FileAppender";
    }

    /** Starts the appenders that {@link #stop} has stopped. */
    void restart() {
        for (Iterator<Appender<E>> each = appenders.iteratorForAppenders(); each.hasNext(); ) {
            Appender<E> appender = each.next();
            if (!appender.isStarted()) {
                appender.start();
            }
        }
    }

    /**
     * Stops the appenders, as Logback leaves it to an appender to do, except those that are still in use and stopped later.
     * Called under the owner's monitor. Does nothing while it runs, as when a fallback that leads back stops the owner.
     */
    void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        try {
            for (Iterator<Appender<E>> each = appenders.iteratorForAppenders(); each.hasNext(); ) {
                Appender<E> appender = each.next();
                if (!isInUse(appender)) {
                    appender.stop();
                }
            }
        } finally {
            stopping = false;
        }
    }

    private boolean isInUse(Appender<E> appender) {
        return owner.getContext() instanceof LoggerContext loggers
                && loggers.getLoggerList().stream().anyMatch(logger -> Chain.isOf(logger, appender));
    }

    private void report(String what, @Nullable Throwable failed) {
        try {
            long now = System.nanoTime();
            long due = nextReport.get();
            if (now - due >= 0 && nextReport.compareAndSet(due, now + INTERVAL_NANOS)) {
                String message = "The fallback " + what + ". Events that it does not take are counted under their own"
                        + " reasons; reported at most once a minute";
                owner.addWarn(message, failed);
            }
        } catch (Throwable ignored) {
            // There is no memory or stack for the report, but the event is counted.
        }
    }
}
