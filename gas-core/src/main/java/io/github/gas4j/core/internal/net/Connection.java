// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An open connection that never blocks. Confined to the sender's thread. */
public interface Connection extends AutoCloseable {

    /** Result of reading the peer's bytes. */
    enum Incoming {
        /** Everything has been read, and the peer has not ended its side. */
        NOTHING,
        /** There may be more bytes, and an end or a reset behind them. */
        MORE,
        /** Everything has been read up to the peer's end of the stream. */
        ENDED
    }

    /** Returns the address of the peer. */
    SocketAddress remote() throws IOException;

    /** Returns whether it is a Unix domain socket, over which no byte is ever on its way: it has been read, or it has not. */
    default boolean isLocal() {
        return false;
    }

    /**
     * Continues the handshake, if there is one. Returns whether it is over, so that bytes can be written. Throws if the peer
     * is not to be trusted.
     */
    boolean makeReady() throws IOException;

    /**
     * Writes as many bytes as the socket takes now and returns their number. A byte counts, and the buffer's position moves
     * over it, only when the kernel has all that the peer needs to read it. Requests a wake-up if some are left. Those have
     * to be passed again, unchanged, because an encrypted form of them may be on its way.
     */
    int write(ByteBuffer bytes) throws IOException;

    /**
     * Reads and discards what the peer has sent, up to a limit, and answers it if the protocol demands that. Throws if the
     * peer has reset the connection.
     */
    Incoming receive() throws IOException;

    /** Returns how many bytes have been written to the channel so far, encrypted ones if there is encryption. */
    long taken();

    /** Returns how long it took to connect, without a handshake: about a round trip, or somewhat more. */
    long connectNanos();

    /** Returns what the operating system shows about the written bytes, or null if it shows nothing. */
    @Nullable
    SendQueue sendQueue();

    /** Returns whether {@link #ask} can work. */
    default boolean canBeAsked() {
        return false;
    }

    /**
     * Asks the peer to answer as soon as it has read everything that was written. Called only while nothing that was passed
     * to {@link #write} is left.
     *
     * @return the number of the question, or 0 if it could not be asked
     */
    default long ask() throws IOException {
        return 0;
    }

    /** Returns the number up to which the peer has answered all questions. */
    default long answered() {
        return 0;
    }

    /** Returns whether a peer that ends its side in order has read everything that its kernel had acknowledged. */
    default boolean endProvesReading() {
        return true;
    }

    /**
     * Returns whether the peer's own software, rather than its kernel, has answered our end. Called when the peer has ended
     * its side after ours.
     */
    default boolean isEndAnswered() {
        return false;
    }

    /** Stops waiting for input. Called when the peer's end of the stream has been read. */
    void ignoreInput();

    /** Returns the first bytes that the peer sent, as text, or "" if there are none. Called only at the end. */
    default String answer() {
        return "";
    }

    /**
     * Ends this side. The peer sees the end of the stream after everything that was written. Called again until it returns
     * true: the end has left.
     */
    boolean endOutput() throws IOException;

    /** Closes the connection at once. The kernel still sends what is in its buffer. */
    @Override
    void close();
}
