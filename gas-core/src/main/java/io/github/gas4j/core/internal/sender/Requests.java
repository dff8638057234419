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
 * time it was woken. How the end was asked for is in {@link EndOfClient}.
 */
public final class Requests {
    private final Doorbell doorbell;
    private final EndOfClient end = new EndOfClient();
    private final AtomicReference<@Nullable ClientOptions> options = new AtomicReference<>();
    private final AtomicReference<@Nullable Confirmation> confirmation = new AtomicReference<>();
    private final AtomicBoolean retry = new AtomicBoolean();
    private final AtomicBoolean save = new AtomicBoolean();
    private final AtomicBoolean jvmExits = new AtomicBoolean();

    /** Up to which position a proof is wanted, and until when. */
    record Confirmation(long end, long deadline) {
        Confirmation with(Confirmation other) {
            long farther = Math.max(end, other.end);
            return new Confirmation(farther, deadline - other.deadline > 0 ? deadline : other.deadline);
        }
    }

    public Requests(Doorbell doorbell) {
        this.doorbell = doorbell;
    }

    Doorbell doorbell() {
        return doorbell;
    }

    EndOfClient end() {
        return end;
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

    /** Asks for a proof that the collector has read everything below a position. */
    public void confirm(long position, long deadline) {
        confirmation.accumulateAndGet(
                new Confirmation(position, deadline),
                (asked, more) -> asked == null || more == null ? more : asked.with(more));
        doorbell.ring();
    }

    /** Tells the sender that the JVM exits: it sends no dead letters any more, and who exits reports what is left. */
    public void jvmExits() {
        jvmExits.set(true);
        doorbell.ring();
    }

    /** Asks the sender to drop what is not sent, so that it is kept where dropped events are kept. */
    public void saveUnsent() {
        save.set(true);
        doorbell.ring();
    }

    /** Asks the sender to drain at a time of its clock, unless {@link #resume} comes first. */
    public void retire(long drainAt) {
        end.retire(drainAt);
        doorbell.ring();
    }

    /** Takes {@link #retire} back. Returns false if the client is draining or closing already. */
    public boolean resume() {
        return end.resume();
    }

    /**
     * Asks the sender to write what is buffered and end, at the latest at a time of its clock. Only the first call counts, but
     * it hurries a client that drains.
     */
    public void close(long deadline) {
        end.close(deadline);
        doorbell.ring();
    }

    @Nullable
    ClientOptions takeOptions() {
        return options.getAndSet(null);
    }

    boolean takeRetry() {
        return retry.getAndSet(false);
    }

    @Nullable
    Confirmation confirmation() {
        return confirmation.get();
    }

    /** Forgets a proof that was asked for, unless another one has been asked for since. */
    void forget(Confirmation answered) {
        confirmation.compareAndSet(answered, null);
    }

    boolean takeJvmExits() {
        return jvmExits.getAndSet(false);
    }

    boolean takeSave() {
        return save.getAndSet(false);
    }
}
