// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.search.Frames;

/**
 * The frames that a ledger's buffer holds.
 *
 * <p>Confined to the sender's thread.
 *
 * @param ledger knows the buffer
 */
public record BufferedFrames(Ledger ledger) implements Frames {
    @Override
    public long first() {
        return ledger.released();
    }

    @Override
    public long after(long at) {
        FrameBuffer buffer = ledger.buffer();
        return at < buffer.tail() && buffer.frameBytes(at) >= 0 ? buffer.next(at) : -1;
    }

    @Override
    public int size(long at) {
        return ledger.buffer().frameBytes(at);
    }
}
