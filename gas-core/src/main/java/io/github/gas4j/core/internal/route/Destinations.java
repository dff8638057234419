// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.route;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.config.DestinationOptions;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.report.Reporter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of a client: makes connect attempts, never blocks, and knows which of them the connection leads to. While
 * a connection works, another one may be due to take over: to an earlier destination ({@code failback}), or because the
 * present one is too old ({@code maxConnectionAge}). The sender ends the present one only when the other one stands.
 *
 * <p>Confined to the sender's thread.
 */
public final class Destinations {
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Target> all;
    private final Order order;
    private final Tenure tenure;
    private final Reporter reporter;
    private final Successor successor = new Successor();
    /** Where the last connection has led to; at first, the first one. */
    private Target present;

    private boolean everConnected;
    /** Whether the connections before led to destinations of another configuration. */
    private boolean replaces;
    /** Whether the last connection has led to another destination than the one before. */
    private boolean elsewhere;
    /** Whether the successor is to lead to an earlier destination. */
    private boolean returns;
    /** Whether the present connection has led back to an earlier destination. */
    private boolean returned;
    /** Whether the successor stands, so that the present connection ends. */
    private boolean succeeded;

    private @Nullable Pass pass;
    /** The connection in which the present attempt ends at once, if there is one. */
    private Successor.@Nullable Handover handover;

    private long toldAt;
    private boolean told;

    /** Creates the destinations of a client that has not been connected. */
    public Destinations(DestinationOptions options, List<Target> all, DoubleSupplier random, Reporter reporter) {
        this.all = all;
        this.reporter = reporter;
        order = new Order(all, options.strategy(), random);
        tenure = new Tenure(options, random);
        present = all.get(0);
    }

    // ---- attempts

    /**
     * Begins an attempt: one pass over all destinations.
     *
     * @param stays whether the last one is tried first, whatever the strategy
     */
    public void begin(boolean stays, long now) {
        succeeded = false;
        if (returned) {
            returned = false;
            tenure.endReturn(now);
        }
        handover = successor.take();
        if (handover == null) {
            pass = new Pass(stays ? order.from(present) : order.after(present, everConnected), now);
        }
    }

    /**
     * Continues the attempt.
     *
     * @return the connection, or null while the attempt is under way
     * @throws IOException if no destination is left
     */
    @Nullable
    public Connection poll(long now) throws IOException {
        Successor.Handover ready = handover;
        if (ready != null) {
            reached(ready.target(), now);
            handover = null; // last, so that it is closed if that failed
            return ready.connection();
        }
        Pass attempt = Objects.requireNonNull(pass);
        Connection connection = attempt.poll(now);
        if (connection != null) {
            try {
                reached(Objects.requireNonNull(attempt.winner()), now);
                tell(attempt.failures(), now);
                pass = null;
            } catch (RuntimeException | Error failed) {
                connection.close();
                throw failed;
            }
        }
        return connection;
    }

    /** Returns the time at which {@link #poll} has to be called even if nothing happens. */
    public long deadline(long now) {
        return pass == null || handover != null ? now : pass.deadline(now);
    }

    /** Returns whether any part of the last attempt has begun. None has while all lookups wait for lookups of other names. */
    public boolean hasBegun() {
        return pass == null || pass.hasBegun();
    }

    /** Ends what is under way, and gives the successor up. */
    public void abort() {
        succeeded = false;
        if (pass != null) {
            pass.abort(); // hasBegun() is asked later
        }
        if (handover != null) {
            handover.connection().close();
            handover = null;
        }
        successor.abort();
    }

    // ---- what is known

    /** Returns the destination that the last connection has led to; at first, the first one. */
    public Target present() {
        return present;
    }

    /** Returns whether the last connection has led to another destination than the one before. */
    public boolean isElsewhere() {
        return elsewhere;
    }

    /** Returns whether the present connection still leads to a destination of another configuration. */
    public boolean isReplacing() {
        return replaces;
    }

    /** Returns what is known about a destination, or null if it is none of these. */
    public @Nullable Target find(Destination wanted) {
        for (Target target : all) {
            if (target.destination().equals(wanted)) {
                return target;
            }
        }
        return null;
    }

    /** Goes on from where others of the same client have led to, in the same order. */
    public void resume(Destinations earlier, long now) {
        int index = earlier.all.indexOf(earlier.present);
        everConnected = earlier.everConnected;
        replaces = earlier.replaces;
        present = all.get(index);
        tenure.begin(hasEarlier(), now);
        tenure.resume(earlier.tenure);
    }

    /** Begins anew after others of the same client, about which nothing holds here. */
    public void replace(Destinations earlier) {
        replaces = earlier.everConnected || earlier.replaces;
    }

    /** Called when the present connection has proven itself. */
    public void proven() {
        if (!replaces) {
            present.passOver(0);
        }
    }

    /** Called when the present connection ended before it had proven itself: others are tried before this destination. */
    public void passOver() {
        if (!replaces) {
            order.passOver(present);
        }
    }

    /**
     * Called when the present collector never accepts an event.
     *
     * @return whether another one is to be asked, because it may accept the event
     */
    public boolean asksAnother() {
        boolean again = present.rejects();
        present.rejects(true);
        order.passOver(present);
        for (Target target : all) {
            if (!again && !target.rejects()) {
                return true;
            }
        }
        return false;
    }

    /** Called when the event that a collector did not accept is gone. */
    public void forgetRejection() {
        for (Target target : all) {
            target.rejects(false);
        }
    }

    // ---- succession

    /**
     * Looks for the connection that is to take over. Called in each cycle while a connection is written to.
     *
     * @return whether the present one is to end now, because the other one stands
     */
    public boolean succeeds(long now) {
        if (succeeded) {
            successor.watch();
            return false;
        }
        try {
            succeeded = (successor.isWanted() || isBegun(now)) && successor.poll(now);
        } catch (IOException notReached) {
            postpone(now);
        } catch (RuntimeException | Error failed) { // is no reason to lose the present connection
            reporter.defects().note(failed);
            postpone(now);
        }
        return succeeded;
    }

    /** Returns whether another connection is due, which is then under way. */
    private boolean isBegun(long now) {
        returns = tenure.isFailbackDue(now);
        if (returns) {
            successor.begin(order.before(present), now);
        } else if (tenure.isTooOld(now)) {
            successor.begin(order.after(present, true), now);
        }
        return successor.isWanted();
    }

    private void postpone(long now) {
        if (returns) {
            tenure.postponeFailback(now);
        } else {
            tenure.postponeAge(now);
        }
    }

    /** Gives the successor up, because the client ends. */
    public void endSuccession() {
        successor.abort();
        succeeded = true; // no other one is sought
    }

    /** Returns the nanoseconds until {@link #succeeds} has to be called even if nothing happens. */
    public long nanosUntilDue(long now) {
        if (succeeded) {
            return Long.MAX_VALUE;
        }
        return successor.isWanted() ? successor.nanosUntilDue(now) : tenure.nanosUntilDue(now);
    }

    private void reached(Target target, long now) {
        elsewhere = replaces || (everConnected && !target.equals(present));
        returned = everConnected && order.before(present).contains(target);
        present = target;
        everConnected = true;
        replaces = false;
        tenure.begin(hasEarlier(), now);
        reporter.reaches(target.destination().toString());
        if (returned) {
            reporter.inform("returned to " + target.destination() + ", which can be reached again");
        }
    }

    private boolean hasEarlier() {
        return !order.before(present).isEmpty();
    }

    /** Tells, at most once a minute, which destinations have failed before one was reached. */
    private void tell(String failures, long now) {
        if (!failures.isEmpty() && (!told || now - toldAt >= LINE_EVERY_NANOS)) {
            told = true;
            toldAt = now;
            reporter.notices()
                    .warn("sending to " + present.destination() + ", because others cannot be reached: " + failures);
        }
    }
}
