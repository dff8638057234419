// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.net.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a peer said before it closed. */
class AnswerTest {
    private static final byte[] FATAL_UNEXPECTED_MESSAGE = {0x15, 3, 1, 0, 2, 2, 10};

    private final Answer answer = new Answer();

    @Test
    void isQuotedWithADotForEveryByteThatIsNotPrintable() {
        add("HTTP/1.1 400 Bad Request\r\n\tx\u001b[31m\0\u00e9");

        assertThat(answer.inWords()).isEqualTo("\"HTTP/1.1 400 Bad Request...x.[31m...\"");
    }

    @Test
    void isCutBehindEightyBytesThatMayComeInParts() {
        add("220 " + "a".repeat(70));
        add("b".repeat(100));
        add("c");

        assertThat(answer.inWords()).isEqualTo('"' + "220 " + "a".repeat(70) + "b".repeat(6) + '"');
    }

    @Test
    void isNothingIfThePeerSaidNothing() {
        assertThat(answer.inWords()).isEmpty();
    }

    @Test
    void ofATlsServerIsAnAlert() {
        answer.add(ByteBuffer.wrap(FATAL_UNEXPECTED_MESSAGE, 0, 3));
        assertThat(answer.inWords()).isEqualTo("\"...\"");
        answer.add(ByteBuffer.wrap(FATAL_UNEXPECTED_MESSAGE, 3, 4));

        assertThat(answer.inWords()).isEqualTo("a TLS alert (code 10), so it expects TLS, which tls=true turns on");
    }

    @Test
    void isPartOfTheCauseWhenTheConnectionIsLost() throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(peer)) {
            Peer.Link link = rig.connect(peer);
            link.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            link.close();

            rig.until(BACKING_OFF);

            assertThat(rig.heard.warnings)
                    .singleElement()
                    .asString()
                    .contains(": the collector closed the connection; it had said: \"HTTP/1.1 400 Bad Request....\"; ");
            assertThat(rig.counters.snapshot().lastError()).endsWith("it had said: \"HTTP/1.1 400 Bad Request....\"");
        }
    }

    @Test
    void isReadAfterAResetToo() throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(peer)) {
            rig.offer("event");
            Peer.Link link = rig.connect(peer);
            rig.untilWritten(1);
            link.write("no");
            rig.awaitNews();
            link.close(); // with the event unread: a reset

            rig.until(BACKING_OFF);

            assertThat(rig.counters.snapshot().lastError()).endsWith("; it had said: \"no\"");
        }
    }

    @Test
    void ofAConnectionDoesNotOutliveIt() throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(peer)) {
            Peer.Link first = rig.connect(peer);
            first.write("220 hello");
            first.close();
            rig.until(BACKING_OFF);
            rig.requests.retryNow();

            rig.connect(peer).close();
            rig.until(() -> rig.counters.failedAttempts() == 2);

            assertThat(rig.counters.snapshot().lastError()).isEqualTo("the collector closed the connection");
        }
    }

    private void add(String text) {
        answer.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
