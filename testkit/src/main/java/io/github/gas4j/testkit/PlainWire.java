// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A wire without encryption. Confined to the collector's thread. */
record PlainWire(ReadableByteChannel channel) implements Wire {
    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public boolean holdsBytes() {
        return false;
    }

    @Override
    public void sayGoodbye() {
        // the FIN says it
    }
}
