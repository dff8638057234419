// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** A buffer may be 1 GiB of direct memory, which must be free once a smaller one has replaced it. */
class ReplacedBufferTest {
    private final Counters counters = new Counters();

    @Test
    void theLedgerForgetsABufferThatWasReplaced() {
        Ledger ledger = new Ledger(DirectRing.allocate(1 << 16, counters), counters);
        WeakReference<FrameBuffer> replaced = new WeakReference<>(ledger.buffer());

        ledger.moveTo(DirectRing.allocate(1 << 12, counters));

        await().atMost(20, SECONDS).until(() -> {
            System.gc();
            return replaced.refersTo(null) && ledger.buffer().capacity() == 1 << 12;
        });
    }
}
