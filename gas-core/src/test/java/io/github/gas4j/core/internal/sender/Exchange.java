// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;

/** Steps that a rig takes with its peer. */
final class Exchange {
    private Exchange() {}

    /** Writes events of four bytes, which the peer reads. */
    static void send(SenderRig rig, Peer.Link link, String... events) throws IOException {
        for (String event : events) {
            long written = rig.counters.snapshot().written();
            rig.offer(event);
            rig.untilWritten(written + 1);
            assertThat(link.read(4)).isEqualTo(event + "\n");
        }
    }

    /** Lets time pass. */
    static void pass(SenderRig rig, Duration time) {
        rig.advance(time);
        rig.step();
        rig.step();
    }

    /** Steps, with a clock that moves, until there is no connection. */
    static void untilLost(SenderRig rig) {
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1));
            return rig.sender.state() != CONNECTED;
        });
    }
}
