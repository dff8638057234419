// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An open connection that never blocks. Confined to the sender's thread. */
public interface Connection extends AutoCloseable {

    /** What is left when the peer's bytes have been read. */
    enum Incoming {
        /** Everything has been read, and the peer has not ended its side. */
        NOTHING,
        /** There may be more bytes, and an end or a reset behind them. */
        MORE,
        /** Everything has been read up to the peer's end of the stream. */
        ENDED
    }

    /** The address and port at the other end. */
    InetSocketAddress remote() throws IOException;

    /** Writes as much as goes now and returns how many bytes that was; asks for a wake-up if some are left. */
    int write(ByteBuffer bytes) throws IOException;

    /** Reads and discards what the peer has sent, but only so much at a time; throws if the peer has reset the connection. */
    Incoming receive() throws IOException;

    /** Returns how many bytes its channel has taken. */
    long taken();

    /** What the operating system tells of the bytes that it has taken, or null if it tells nothing. */
    @Nullable
    SendQueue sendQueue();

    /** Stops waiting for what the peer sends; for a connection whose end has been read. */
    void ignoreInput();

    /** Returns the first bytes that the peer sent, quoted, or an empty text if it sent nothing; asked only at the end. */
    default String answer() {
        return "";
    }

    /** Ends this side, so that the peer sees the end of the stream behind everything written. */
    void endOutput() throws IOException;

    /** Closes at once; what is in the kernel's buffer still leaves. */
    @Override
    void close();
}
