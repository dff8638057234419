// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

/** A send queue about which nothing is known. Thread-safe: stateless. */
final class UnseenQueue implements SendQueue {

    @Override
    public boolean look() {
        return false;
    }

    @Override
    public long unacknowledgedAtMost() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isPeerEnded() {
        return false;
    }

    @Override
    public int unanswered() {
        return 0;
    }

    @Override
    public long nanosToNextTry() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public long costNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
