// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerTest {
    @Test
    void endsItsClientThoughTheFirstTriesFail() throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(peer)) {
            AtomicInteger failures = new AtomicInteger();
            rig.resolves = false;
            rig.offer("event");
            rig.requests.close(rig.now);
            rig.onClock = () -> {
                if (rig.sender.isFinished() && failures.getAndIncrement() < 2) {
                    throw new InternalError("for a moment");
                }
            };

            new Worker(rig.sender, () -> {}, rig.parts.reporter().defects()).run();

            assertThat(failures).hasValueGreaterThan(2);
            assertThat(rig.sender.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(1);
            assertThat(rig.counters.snapshot().appended())
                    .isEqualTo(rig.counters.snapshot().freed());
            assertThat(rig.heard.warnings).singleElement().asString().startsWith("closed the connection");
        }
    }
}
