// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one connection of a collector, decrypted. Confined to the collector's thread. */
interface Wire {
    /** Reads what is there. Returns the number of bytes, or -1 at the end of the stream. */
    int read(ByteBuffer into) throws IOException;

    /** Returns whether bytes have left the kernel that nobody has read. */
    boolean holdsBytes();

    /** Tells the peer that nothing follows, if the protocol has a word for that. Called before the channel is closed. */
    void sayGoodbye();
}
