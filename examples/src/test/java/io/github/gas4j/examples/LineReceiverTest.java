// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connection leaves in the journal. */
class LineReceiverTest {
    private final ByteArrayOutputStream journal = new ByteArrayOutputStream();

    @Test
    void passesLinesHoweverTheyAreCutIntoReads() throws IOException {
        receive("on", "e\ntw", "o", "\n", "three\n");

        assertThat(journal).hasToString("one\ntwo\nthree\n");
    }

    @Test
    void dropsALineThatTheConnectionsEndCutsOff() throws IOException {
        receive("one\ntw");

        assertThat(journal).hasToString("one\n");
    }

    @Test
    void passesALineThatIsLongerThanABuffer() throws IOException {
        String longLine = "x".repeat(200_000) + "\n";

        receive("one\n", longLine, "two\n");

        assertThat(journal).hasToString("one\n" + longLine + "two\n");
    }

    @Test
    void givesUpOnALineWithoutEnd() {
        assertThatThrownBy(() -> receive("one\n", "x".repeat(3 << 20))).isInstanceOf(IOException.class);
        assertThat(journal).hasToString("one\n");
    }

    private void receive(String... parts) throws IOException {
        List<InputStream> reads = new ArrayList<>();
        for (String part : parts) {
            reads.add(new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)));
        }
        InputStream in = new SequenceInputStream(Collections.enumeration(reads));
        new LineReceiver(in, Channels.newChannel(journal)).receive();
    }
}
