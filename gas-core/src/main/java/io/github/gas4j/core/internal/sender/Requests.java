// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What other threads ask of the sender.
 *
 * <p>Thread-safe: a thread stores its request in a volatile field and then rings, and the sender reads the requests each
 * time it was woken.
 */
public final class Requests {
    private final Doorbell doorbell;
    private final AtomicReference<@Nullable ClientOptions> options = new AtomicReference<>();
    private final AtomicBoolean retry = new AtomicBoolean();
    private final AtomicBoolean save = new AtomicBoolean();
    private final AtomicBoolean endReplay = new AtomicBoolean();
    private volatile boolean closing;
    /** Published by the store of {@code closing}. */
    private long closeDeadline;

    public Requests(Doorbell doorbell) {
        this.doorbell = doorbell;
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** Asks for other options. They replace options that the sender has not taken yet. */
    public void reconfigure(ClientOptions next) {
        options.set(next);
        doorbell.ring();
    }

    /** Asks for a connect attempt at once, instead of at the end of the backoff. */
    public void retryNow() {
        retry.set(true);
        doorbell.ring();
    }

    /** Asks the sender to send no dead letters any more, because the JVM exits. */
    public void endReplay() {
        endReplay.set(true);
        doorbell.ring();
    }

    /** Asks the sender to drop what is not sent, so that it is kept where dropped events are kept. */
    public void saveUnsent() {
        save.set(true);
        doorbell.ring();
    }

    /** Asks the sender to write what is buffered and end, at the latest at a time of its clock. Only the first call counts. */
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

    boolean takeEndReplay() {
        return endReplay.getAndSet(false);
    }

    boolean takeSave() {
        return save.getAndSet(false);
    }

    boolean isClosing() {
        return closing;
    }

    long closeDeadline() {
        return closeDeadline;
    }
}
