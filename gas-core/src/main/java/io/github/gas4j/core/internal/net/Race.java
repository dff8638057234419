// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.names.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The address attempts of one connect attempt, several at a time: the next address begins when one has failed, or when the
 * last one has had {@value #STAGGER_MILLIS} ms (RFC 8305, section 5). The first one whose connection is ready, TLS
 * handshake included, ends the others, over which nothing but handshakes has been written.
 *
 * <p>Confined to the sender's thread.
 */
final class Race {
    static final int STAGGER_MILLIS = 250;
    private static final long STAGGER_NANOS = TimeUnit.MILLISECONDS.toNanos(STAGGER_MILLIS);
    /** Most sockets at a time, however many addresses there are. */
    private static final int MOST = 8;

    /** An attempt, and the address that it connects to. */
    private record Runner(AddressAttempt attempt, InetSocketAddress address) {}

    private final ConnectionParts parts;
    /** The attempts under way. It never grows, because an attempt that finds no room in it would stay open. */
    private final List<Runner> open = new ArrayList<>(MOST);

    private long nextStart;
    /** The address that the last connection leads to, or null if there was none. */
    private @Nullable InetSocketAddress winner;

    Race(ConnectionParts parts) {
        this.parts = parts;
    }

    /** Begins anew, without attempts. */
    void begin(long now) {
        abort();
        nextStart = now;
    }

    boolean isUnderWay() {
        return !open.isEmpty();
    }

    /** Returns whether another address may begin now. */
    boolean isDue(long now) {
        return open.isEmpty() || (open.size() < MOST && now - nextStart >= 0);
    }

    /**
     * Returns the time at which {@link #poll} has to be called even if nothing happens. Called while it is under way.
     *
     * @param more whether something is left that may begin
     */
    long deadline(boolean more) {
        long deadline = open.get(0).attempt().deadline(); // the first one began first
        return more && open.size() < MOST && nextStart - deadline < 0 ? nextStart : deadline;
    }

    /** Continues all attempts and begins those that are due. Returns the first connection that is ready, or null. */
    @Nullable
    Connection poll(Addresses addresses, long now) {
        int next = 0;
        while (next < open.size()) {
            int before = open.size();
            Connection connection = poll(open.get(next), addresses, now);
            if (connection != null) {
                return connection;
            }
            next += open.size() == before ? 1 : 0; // else it has failed
        }
        while (isDue(now) && addresses.hasNext()) {
            Connection connection = start(addresses, now);
            if (connection != null) {
                return connection;
            }
        }
        return null;
    }

    private @Nullable Connection start(Addresses addresses, long now) {
        InetSocketAddress address = addresses.next();
        if (address == null) {
            return null;
        }
        try {
            Runner runner = new Runner(new AddressAttempt(parts, address, now), address);
            open.add(runner);
            nextStart = now + STAGGER_NANOS;
            return poll(runner, addresses, now);
        } catch (IOException | RuntimeException failed) {
            failed(address, failed, addresses, now);
            return null;
        }
    }

    private @Nullable Connection poll(Runner runner, Addresses addresses, long now) {
        try {
            Connection connection = runner.attempt().poll(now);
            if (connection != null) {
                open.remove(runner); // the connection owns the channel from now on
                winner = runner.address();
                abort();
            }
            return connection;
        } catch (IOException | RuntimeException failed) {
            failed(runner.address(), failed, addresses, now);
            open.remove(runner);
            runner.attempt().abort();
            return null;
        }
    }

    private void failed(InetSocketAddress address, Exception cause, Addresses addresses, long now) {
        parts.defects().accept(cause);
        addresses.fail(address, cause);
        nextStart = now;
    }

    /** Returns the address that the last connection leads to, or null if there was none. */
    @Nullable
    InetSocketAddress winner() {
        return winner;
    }

    /** Ends all attempts. */
    void abort() {
        while (!open.isEmpty()) {
            open.remove(open.size() - 1).attempt().abort();
        }
    }
}
