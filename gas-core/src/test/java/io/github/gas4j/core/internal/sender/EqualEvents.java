// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.buffer.Records;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;

/** Numbered events of one size, whose records are easily counted. */
final class EqualEvents {
    static final int RECORD = 1_024;
    static final int FRAME = RECORD - Records.HEADER_BYTES;
    static final int EVENT = FRAME - 1;

    private EqualEvents() {}

    /** Offers events and steps until they are written and read. */
    static String send(SenderRig rig, Peer.Link link, int from, int to) throws IOException {
        long written = rig.counters.snapshot().written();
        StringBuilder received = new StringBuilder();
        for (int i = from; i < to; i++) {
            assertThat(rig.offer(Bytes.event(i, EVENT))).isTrue();
            long wanted = written + i - from + 1;
            rig.untilWritten(wanted);
            received.append(link.read(FRAME));
        }
        assertThat(received).hasToString(frames(from, to));
        return received.toString();
    }

    static String frames(int from, int to) {
        StringBuilder frames = new StringBuilder();
        IntStream.range(from, to)
                .forEach(i -> frames.append(Bytes.event(i, EVENT)).append('\n'));
        return frames.toString();
    }

    /** Lets the sender notice that the connection is lost, and returns the other end of the next one. */
    static Peer.Link reconnect(SenderRig rig, Peer peer) throws IOException {
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1)); // an orderly end is looked at twice
            return rig.sender.state() == BACKING_OFF;
        });
        rig.advance(Duration.ofSeconds(10));
        return rig.connect(peer);
    }

    /** Steps and reads in turn. */
    static String readUntil(SenderRig rig, Peer.Link link, int bytes) {
        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(link.readAvailable());
            return received.length() >= bytes;
        });
        return received.toString();
    }
}
