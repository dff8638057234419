// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;

/**
 * The selector with which the sender waits for its sockets. The JDK allocates memory when a channel is registered and
 * when it is closed. If that fails, the channel may stay registered for ever, which costs a descriptor and wakes the
 * selector again and again. So the selector is replaced after an error.
 *
 * <p>Thread-safe: any thread may call {@link #wakeup}, the sender's thread everything else. No wake-up is lost with the
 * old selector, because the new one is woken when it is opened.
 */
public final class Selection implements Closeable {
    private volatile Selector selector;
    private final boolean owned;
    private boolean spoilt;

    public Selection(Selector selector) {
        this(selector, true);
    }

    private Selection(Selector selector, boolean owned) {
        this.selector = selector;
        this.owned = owned;
    }

    /** Opens a selector. Throws if there is no memory or no file descriptor for it. */
    public static Selection open() throws IOException {
        Headroom.require();
        return new Selection(Selector.open());
    }

    /** Returns a selection with the same selector, which it neither replaces nor closes. */
    public Selection lent() {
        return new Selection(selector, false);
    }

    public Selector selector() {
        return selector;
    }

    public void wakeup() {
        selector.wakeup();
    }

    /** Marks the selector for replacement. Called after an error. */
    public void spoil() {
        spoilt = true;
    }

    /** Returns whether the selector has to be replaced. The next connect attempt does that. */
    public boolean isSpoilt() {
        return spoilt;
    }

    /** Closes a channel that may be registered. Never throws. */
    public void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nothing more can be done with it
        } catch (RuntimeException | Error noMemory) {
            spoil();
        }
    }

    /** Replaces the selector after an error, unless it is lent. Called while no socket is in use. Throws on failure. */
    public void renew() throws IOException {
        if (spoilt && owned) {
            Selector old = selector;
            Headroom.require();
            Selector next = Selector.open();
            selector = next;
            spoilt = false;
            next.wakeup();
            Quietly.close(old);
        }
    }

    @Override
    public void close() {
        if (owned) {
            Quietly.close(selector);
        }
    }
}
