// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.session.DeliverySession;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What errors in a cycle leave of the sender, stepped without a thread. */
class SenderErrorsTest {
    private final Peer peer = new Peer();
    private final SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    /** Lets the next look at the clock fail that is made while an instance of the class is made. */
    private void failInConstructorOf(Class<?> type) {
        rig.onClock = () -> {
            boolean inside = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(type.getName())
                                    && frame.getMethodName().equals("<init>")));
            if (inside) {
                rig.onClock = () -> {};
                throw new OutOfMemoryError("for the test");
            }
        };
    }

    @Test
    void aConnectionWhoseSessionCannotBeMadeIsClosed() throws IOException {
        failInConstructorOf(DeliverySession.class);
        rig.offer("event");
        rig.until(BACKING_OFF);

        assertThat(peer.accept().readToEndAfter(rig::step)).isEmpty();

        rig.advance(Duration.ofSeconds(10));
        Peer.Link second = rig.connect(peer);
        rig.untilWritten(1);
        assertThat(second.readLine()).isEqualTo("event\n");
        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
        assertThat(rig.counters.snapshot().lastError()).startsWith("OutOfMemoryError");
        rig.assertAccounts();
    }

    @Test
    void anErrorReplacesTheSelector() throws IOException {
        Selector first = rig.selector;
        failInConstructorOf(DeliverySession.class);
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));

        rig.until(CONNECTED);

        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void aSecondChannelThatCannotBeClosedEndsTheConnectionInOrder() throws IOException {
        Peer.Link link = rig.connect(peer);
        Selector first = rig.selector;
        rig.parts.selection().close(() -> {
            throw new OutOfMemoryError("for the test");
        });
        rig.offer("event");

        assertThat(link.readToEndAfter(rig::step)).isEmpty();
        link.close();
        rig.untilWritten(1);

        assertThat(peer.accept().readLine()).isEqualTo("event\n");
        assertThat(first.isOpen()).isFalse();
        assertThat(rig.counters.failedAttempts()).isZero();
    }

    @Test
    void anErrorWhileNothingIsAttemptedIsNoFailedAttempt() throws IOException {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        long attempts = rig.counters.failedAttempts();
        rig.onWait = () -> {
            rig.onWait = () -> {};
            throw new OutOfMemoryError("for the test");
        };

        rig.step();

        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        assertThat(rig.counters.failedAttempts()).isEqualTo(attempts);
        assertThat(rig.counters.snapshot().lastError()).startsWith("OutOfMemoryError");
    }

    @Test
    void anErrorAsksForAPause() throws IOException {
        rig.connect(peer);
        assertThat(rig.sender.cycle()).isTrue();
        rig.onWait = () -> {
            throw new OutOfMemoryError("for the test");
        };

        assertThat(rig.sender.cycle()).isFalse();
    }

    @Test
    void whatAnErrorLeavesUnconfirmedIsWrittenAgain() throws IOException {
        rig.connect(peer);
        rig.offer("event");
        rig.untilWritten(1);
        rig.onWait = () -> {
            rig.onWait = () -> {};
            throw new OutOfMemoryError("for the test");
        };
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));

        Peer.Link second = rig.connect(peer);
        rig.untilWritten(2);

        assertThat(second.readLine()).isEqualTo("event\n");
        rig.assertAccounts();
    }
}
