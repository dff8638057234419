// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.encoding;

import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the memory of one event until that event is over. Not used again for another one, so an encoder that writes too
 * late, to a stream that it has kept, cannot write into another event.
 *
 * <p>Not thread-safe: used by one thread.
 */
final class EventStream extends OutputStream {
    private @Nullable Utf8Buffer bytes;

    EventStream(Utf8Buffer bytes) {
        this.bytes = bytes;
    }

    /** Ends the event. */
    void end() {
        bytes = null;
    }

    @Override
    public void write(int value) throws IOException {
        open().append((byte) value);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        open().append(data, offset, length);
    }

    private Utf8Buffer open() throws IOException {
        Utf8Buffer to = bytes;
        if (to == null) {
            throw new IOException("the event is over");
        }
        return to;
    }
}
