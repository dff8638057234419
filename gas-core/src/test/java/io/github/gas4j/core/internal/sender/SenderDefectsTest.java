// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.util.Defect;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What defects in a cycle leave of the sender, and who learns of them. */
class SenderDefectsTest {
    private final Peer peer = new Peer();
    private final SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private RuntimeException failOnceInAWait() {
        RuntimeException defect = new IllegalStateException("for the test");
        rig.onWait = () -> {
            rig.onWait = () -> {};
            throw defect;
        };
        return defect;
    }

    private void reconnectAndWrite(long events) throws IOException {
        rig.advance(Duration.ofSeconds(10));
        Peer.Link link = rig.connect(peer);
        rig.untilWritten(events);
        assertThat(link.readLine()).isEqualTo("event\n");
        rig.assertAccounts();
    }

    @Test
    void aDefectIsReportedWithItsStackTraceAndCounted() throws IOException {
        rig.connect(peer);
        RuntimeException defect = failOnceInAWait();
        rig.until(BACKING_OFF);

        assertThat(rig.heard.defects).containsExactly(defect);
        assertThat(rig.counters.defects()).isEqualTo(1);
        assertThat(rig.counters.snapshot().lastError())
                .isEqualTo(Defect.PREFIX + "java.lang.IllegalStateException: for the test");
        assertThat(rig.heard.warnings)
                .singleElement()
                .asString()
                .contains("another warning has the stack trace")
                .doesNotContain("collector's own log");
        rig.offer("event");
        reconnectAndWrite(1);
    }

    @Test
    void aDefectThatCannotBeDescribedIsReportedAllTheSame() throws IOException {
        rig.connect(peer);
        RuntimeException defect = new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        };
        rig.onWait = () -> {
            rig.onWait = () -> {};
            throw defect;
        };
        rig.until(BACKING_OFF);
        rig.step();

        assertThat(rig.heard.defects).containsExactly(defect);
        assertThat(rig.counters.defects()).isEqualTo(1);
        rig.offer("event");
        reconnectAndWrite(1);
    }

    @Test
    void defectsInARowAreCountedAndReportedOnceAMinute() throws IOException {
        for (int i = 0; i < 3; i++) {
            failOnceInAWait();
            rig.step();
            rig.advance(Duration.ofSeconds(10));
        }
        assertThat(rig.heard.defects).hasSize(1);
        assertThat(rig.counters.defects()).isEqualTo(3);

        rig.advance(Duration.ofMinutes(1));
        rig.step();

        assertThat(rig.heard.defects).hasSize(2);
    }

    @Test
    void aDefectThatIsNotDueIsReportedAtTheEnd() throws IOException {
        failOnceInAWait();
        rig.step();
        RuntimeException second = failOnceInAWait();
        rig.step();
        rig.requests.close(rig.now);
        rig.untilFinished();

        assertThat(rig.heard.defects).hasSize(2).last().isSameAs(second);
    }

    @Test
    void aSelectorThatIsClosedIsADefectThatMends() throws IOException {
        rig.offer("event");
        rig.selector.close();
        rig.step(); // the attempt fails
        assertThat(rig.counters.defects()).as("of one address").isEqualTo(1);
        assertThat(rig.counters.snapshot().lastError())
                .startsWith(Defect.PREFIX)
                .contains("127.0.0.1");
        rig.step(); // and so does the wait, which replaces the selector

        reconnectAndWrite(1);

        assertThat(rig.heard.defects).first().isInstanceOf(ClosedSelectorException.class);
    }

    @Test
    void aShortageIsNoDefect() throws IOException {
        rig.connect(peer);
        rig.onWait = () -> {
            rig.onWait = () -> {};
            throw new StackOverflowError("for the test");
        };
        rig.until(BACKING_OFF);

        assertThat(rig.counters.defects()).isZero();
        assertThat(rig.heard.defects).isEmpty();
    }

    @Test
    void aRehearsalThatFailsIsADefectAndTheClientWorks() {
        IllegalStateException defect = new IllegalStateException("for the test");
        rig.requests.close(rig.now);

        new Worker(
                        rig.sender,
                        () -> {
                            throw defect;
                        },
                        rig.parts.reporter().defects())
                .run();

        assertThat(rig.heard.defects).containsExactly(defect);
    }
}
