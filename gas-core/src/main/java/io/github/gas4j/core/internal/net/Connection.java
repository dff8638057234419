// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
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

    /** Returns the address and port of the peer. */
    InetSocketAddress remote() throws IOException;

    /** Writes as many bytes as the socket takes now and returns their number. Requests a wake-up if some are left. */
    int write(ByteBuffer bytes) throws IOException;

    /** Reads and discards what the peer has sent, up to a limit. Throws if the peer has reset the connection. */
    Incoming receive() throws IOException;

    /** Returns how many bytes have been written to the channel so far. */
    long taken();

    /** Returns how long it took to connect: about a round trip, or somewhat more. */
    long connectNanos();

    /** Returns what the operating system shows about the written bytes, or null if it shows nothing. */
    @Nullable
    SendQueue sendQueue();

    /** Stops waiting for input. Called when the peer's end of the stream has been read. */
    void ignoreInput();

    /** Returns the first bytes that the peer sent, as text, or "" if there are none. Called only at the end. */
    default String answer() {
        return "";
    }

    /** Ends this side. The peer sees the end of the stream after everything that was written. */
    void endOutput() throws IOException;

    /** Closes the connection at once. The kernel still sends what is in its buffer. */
    @Override
    void close();
}
