// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.route;

import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.util.Defect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connect attempt: one pass over targets in a given order. The next target is tried when one has failed, or beside it
 * when it has not answered for {@value #STAGGER_MILLIS} ms, because a host that is gone says nothing. The first connection
 * that is ready wins.
 *
 * <p>Confined to the sender's thread.
 */
final class Pass {
    /** Less than the buffer lasts at a high rate, and more than a handshake over a long way takes. */
    private static final long STAGGER_MILLIS = 500;

    private static final long STAGGER_NANOS = TimeUnit.MILLISECONDS.toNanos(STAGGER_MILLIS);

    private final List<Target> order;
    private final List<Target> underWay = new ArrayList<>();
    private int begun;
    private long nextAt;
    private @Nullable Target winner;
    private @Nullable IOException first;
    private String failures = "";

    Pass(List<Target> order, long now) {
        this.order = order;
        beginNext(now);
    }

    /**
     * Continues the attempt.
     *
     * @return the connection, or null while the attempt is under way
     * @throws IOException if no target is left
     */
    @Nullable
    Connection poll(long now) throws IOException {
        for (int i = 0; i < underWay.size(); i++) { // grows at its end
            Target target = underWay.get(i);
            try {
                Connection connection = target.connector().poll(now);
                if (connection != null) {
                    underWay.remove(i);
                    winner = target;
                    abort();
                    return connection;
                }
            } catch (IOException failed) {
                underWay.remove(i--);
                note(target, failed);
                beginNext(now);
            }
            if (i == underWay.size() - 1 && now - nextAt >= 0) {
                beginNext(now);
            }
        }
        if (underWay.isEmpty()) {
            throw failure();
        }
        return null;
    }

    /** Returns the time at which {@link #poll} has to be called even if nothing happens. */
    long deadline(long now) {
        long wait = begun < order.size() ? nextAt - now : Long.MAX_VALUE;
        for (Target target : underWay) {
            wait = Math.min(wait, target.connector().deadline() - now);
        }
        return now + wait;
    }

    /** Returns whether any part of the attempt has begun. None has while all lookups wait for lookups of other names. */
    boolean hasBegun() {
        for (Target target : order.subList(0, begun)) {
            if (target.connector().hasBegun()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the target that the connection leads to, which {@link #poll} has returned. */
    @Nullable
    Target winner() {
        return winner;
    }

    /** Returns why other targets have failed, or "". */
    String failures() {
        return failures;
    }

    /** Ends what is under way. */
    void abort() {
        for (Target target : underWay) {
            target.connector().abort();
        }
        underWay.clear();
    }

    private void beginNext(long now) {
        if (begun < order.size()) {
            Target next = order.get(begun++);
            nextAt = now + STAGGER_NANOS;
            underWay.add(next);
            next.connector().begin(now);
        }
    }

    private void note(Target target, IOException failed) {
        if (first == null) {
            first = failed;
        }
        failures += (failures.isEmpty() ? "" : "; ") + target.destination() + ": " + Defect.text(failed);
    }

    private IOException failure() {
        IOException only = first;
        return only != null && order.size() == 1 ? only : new IOException(failures, only);
    }
}
