// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/** A socket that lets a test do something at a moment of its choice. Thread-safe: immutable, and a socket is. */
final class HookedSocket extends Socket {
    private final Hook hook;

    /** The moments; what is thrown comes out of the socket. */
    @FunctionalInterface
    interface Hook {
        void at(Moment moment) throws IOException;
    }

    /** When the hook is called. */
    enum Moment {
        /** Half of an array has been written. */
        HALF_WRITTEN,
        /** Somebody asks what is available. */
        ASKED_WHAT_IS_AVAILABLE,
        /** An option has been set on the connection. */
        NO_DELAY_SET,
        /** The input is about to be shut down. */
        INPUT_TO_BE_SHUT
    }

    HookedSocket(Hook hook) {
        this.hook = hook;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int half = length / 2;
                out.write(bytes, offset, half);
                hook.at(Moment.HALF_WRITTEN);
                out.write(bytes, offset + half, length - half);
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int available() throws IOException {
                hook.at(Moment.ASKED_WHAT_IS_AVAILABLE);
                return in.available();
            }
        };
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        super.setTcpNoDelay(on);
        try {
            if (isConnected()) {
                hook.at(Moment.NO_DELAY_SET);
            }
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        hook.at(Moment.INPUT_TO_BE_SHUT);
        super.shutdownInput();
    }
}
