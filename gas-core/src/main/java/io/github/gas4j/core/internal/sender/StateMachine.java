// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.ConnectionState;
import java.util.function.BiConsumer;

/**
 * The state of a client's connection.
 *
 * <p>Any thread may read it. Only one thread at a time changes it: the sender's thread, or the thread that closes the client
 * if the sender's has ended or was never started.
 */
final class StateMachine {
    private final BiConsumer<ConnectionState, ConnectionState> listener;
    private volatile ConnectionState state = ConnectionState.NEW;

    StateMachine(BiConsumer<ConnectionState, ConnectionState> listener) {
        this.listener = listener;
    }

    ConnectionState state() {
        return state;
    }

    void transitionTo(ConnectionState next) {
        ConnectionState current = state;
        if (!isLegal(current, next)) {
            throw new IllegalStateException(current + " cannot become " + next);
        }
        state = next;
        listener.accept(current, next);
    }

    private static boolean isLegal(ConnectionState from, ConnectionState to) {
        return switch (from) {
            case NEW -> to == ConnectionState.CONNECTING || to == ConnectionState.CLOSED;
            case CONNECTING -> to != ConnectionState.NEW && to != ConnectionState.CONNECTING;
            case CONNECTED -> to != ConnectionState.NEW && to != ConnectionState.CONNECTED;
            case BACKING_OFF -> to == ConnectionState.CONNECTING || to == ConnectionState.CLOSED;
            case CLOSED -> false;
        };
    }
}
