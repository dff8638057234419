// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;

/**
 * The selector with which the sender waits for its sockets. The JDK allocates when a channel is registered and when it is
 * closed. After an error there, a channel may stay registered for ever, which costs a descriptor and keeps the selector
 * awake. So the selector is replaced after an error.
 *
 * <p>Thread-safe: any thread may call {@link #wakeup}, the sender's thread everything else. No wake-up is lost with the
 * old selector, because the new one is awake from the beginning.
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

    /** Returns a selection with the same selector, which it leaves open. */
    public Selection lent() {
        return new Selection(selector, false);
    }

    public Selector selector() {
        return selector;
    }

    public void wakeup() {
        selector.wakeup();
    }

    /** Called after an error. */
    public void spoil() {
        spoilt = true;
    }

    /** Returns whether the selector is to be replaced, which only a new connection does. */
    public boolean isSpoilt() {
        return spoilt;
    }

    /** Closes a channel that may be registered. Never throws. */
    public void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nothing is left to be done with it
        } catch (RuntimeException | Error noMemory) {
            spoil();
        }
    }

    /** Replaces the selector if there was an error and it is our own. Called while no socket is in use. Throws if that cannot be done now. */
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
