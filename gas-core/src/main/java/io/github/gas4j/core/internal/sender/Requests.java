// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What other threads ask of the sender. Thread-safe: each request is stored first (volatile) and rung for then, and the
 * sender looks after each time it was woken.
 */
public final class Requests {
    private final Doorbell doorbell;
    private final AtomicReference<@Nullable ClientOptions> options = new AtomicReference<>();
    private final AtomicBoolean retry = new AtomicBoolean();
    /** Published by the store of {@code closing}. */
    private long closeDeadline;

    private volatile boolean closing;

    public Requests(Doorbell doorbell) {
        this.doorbell = doorbell;
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** To go on with another configuration; a newer one replaces one that was not taken yet. */
    public void reconfigure(ClientOptions next) {
        options.set(next);
        doorbell.ring();
    }

    /** To try again at once instead of waiting for the end of the backoff. */
    public void retryNow() {
        retry.set(true);
        doorbell.ring();
    }

    /** To write what is buffered and end, at a time of the sender's clock at the latest. Only the first request counts. */
    public synchronized void close(long deadline) {
        if (!closing) {
            closeDeadline = deadline;
            closing = true;
        }
        doorbell.ring();
    }

    @Nullable
    ClientOptions takeOptions() {
        return options.getAndSet(null);
    }

    boolean takeRetry() {
        return retry.getAndSet(false);
    }

    boolean isClosing() {
        return closing;
    }

    long closeDeadline() {
        return closeDeadline;
    }
}
