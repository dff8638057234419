// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasListener;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls on to a listener and ignores its failures, because they must not end the client. Catches every
 * {@code Throwable}, because some languages throw checked exceptions from any method.
 *
 * <p>Confined to the sender's thread.
 */
final class GuardedListener implements GasListener {
    private final GasListener listener;

    GuardedListener(GasListener listener) {
        this.listener = listener;
    }

    @Override
    public void stateChanged(ConnectionState from, ConnectionState to) {
        try {
            listener.stateChanged(from, to);
        } catch (Throwable ignored) {
            // see the class
        }
    }

    @Override
    public void warned(String message) {
        try {
            listener.warned(message);
        } catch (Throwable ignored) {
            // see the class
        }
    }

    @Override
    public void alarmed(String message) {
        try {
            listener.alarmed(message);
        } catch (Throwable ignored) {
            // see the class
        }
    }

    @Override
    public void failed(String message, Throwable cause) {
        try {
            listener.failed(message, cause);
        } catch (Throwable ignored) {
            // see the class
        }
    }

    @Override
    public void informed(String message) {
        try {
            listener.informed(message);
        } catch (Throwable ignored) {
            // see the class
        }
    }

    @Override
    public void dropped(DropReport report) {
        try {
            listener.dropped(report);
        } catch (Throwable ignored) {
            // see the class
        }
    }

    @Override
    public byte @Nullable [] reportOf(String message, Map<String, Object> values) {
        try {
            return listener.reportOf(message, values);
        } catch (Throwable ignored) {
            return null; // see the class
        }
    }
}
