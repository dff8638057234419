// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.Await;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the kernel's table says of real connections. */
@EnabledOnOs(OS.LINUX)
class ProcSendQueueTest {
    private static final String IPV4 = "127.0.0.1";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private SendQueueRig connect(String host) throws IOException {
        SendQueueRig rig = SendQueueRig.connect(host);
        opened.add(rig);
        return rig;
    }

    private ProcSendQueue queueOf(SendQueueRig rig) throws IOException {
        ProcSendQueue queue = rig.proc();
        opened.add(queue);
        return queue;
    }

    private static void awaitExact(SendQueueRig rig, SendQueue queue) {
        Await.until(
                "unacknowledged is what has not arrived",
                () -> queue.look() && queue.unacknowledgedAtMost() == rig.taken - rig.arrived());
    }

    private static void assertExact(SendQueueRig rig, SendQueue queue) throws IOException {
        assertThat(queue.look()).isTrue();
        assertThat(queue.unacknowledgedAtMost()).isZero();

        rig.fill();
        awaitExact(rig, queue);
        assertThat(queue.unacknowledgedAtMost()).isPositive();

        rig.readAll();
        Await.until("everything is acknowledged", () -> queue.look() && queue.unacknowledgedAtMost() == 0);
    }

    private static long openTables() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(ProcSendQueueTest::isTable).count();
        }
    }

    private static boolean isTable(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().matches(".*/net/tcp6?");
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void leavesNoFileOpenIfItCannotBeMade() throws IOException {
        SendQueueRig rig = connect(IPV4);
        long before = openTables();

        assertThatThrownBy(() -> ProcSendQueue.open(
                        rig.client, ProcSendQueue.DIRECTORIES, new byte[ProcSendQueue.SCRATCH_BYTES], () -> {
                            throw new OutOfMemoryError("on purpose");
                        }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(openTables()).isEqualTo(before);
    }

    @Test
    void countsExactlyTheBytesThatHaveNotArrivedOverIpv4() throws IOException {
        SendQueueRig rig = SendQueueRig.connect(IPV4, StandardProtocolFamily.INET);
        opened.add(rig);

        assertExact(rig, queueOf(rig));
    }

    @Test
    void countsExactlyTheBytesThatHaveNotArrivedOverADualStackSocket() throws IOException {
        SendQueueRig rig = connect(IPV4);

        assertExact(rig, queueOf(rig));
    }

    @Test
    void countsExactlyTheBytesThatHaveNotArrivedOverIpv6() throws IOException {
        SendQueueRig rig = connect("::1");

        assertExact(rig, queueOf(rig));
    }

    @Test
    void findsItsConnectionAmongManyOthers() throws IOException {
        for (int i = 0; i < 200; i++) {
            connect(IPV4).write(i + 1);
        }
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);
        for (int i = 0; i < 50; i++) {
            connect(IPV4).write(i + 1);
        }

        assertExact(rig, queue);
    }

    @Test
    void seesThatThePeerHasEndedItsSide() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);
        assertThat(queue.look()).isTrue();
        assertThat(queue.isPeerEnded()).isFalse();

        rig.peer.close();

        Await.until("the peer has ended", () -> queue.look() && queue.isPeerEnded());
        assertThat(queue.unacknowledgedAtMost()).isZero();
    }

    @Test
    void doesNotSeeAConnectionWhosePeerClosedWithUnreadBytes() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);
        rig.write(1_000);
        Await.until("the bytes arrive", () -> rig.arrived() == 1_000);

        rig.peer.close();

        Await.until("the connection is gone", () -> !queue.look());
        assertThat(queue.isPeerEnded()).isFalse();
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void goesOnCountingAfterOurOwnEnd() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);
        rig.fill();

        rig.client.shutdownOutput();

        awaitExact(rig, queue);
        assertThat(queue.unacknowledgedAtMost()).isPositive();
        rig.readAll();
        Await.until("everything is acknowledged", () -> queue.look() && queue.unacknowledgedAtMost() == 0);
        assertThat(rig.peer.getInputStream().read()).isEqualTo(-1);
        assertThat(queue.look()).isTrue();
        assertThat(queue.unacknowledgedAtMost()).isZero();
    }

    @Test
    void doesNotSeeAConnectionThatBothSidesHaveEnded() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);

        rig.client.shutdownOutput();
        rig.peer.close();

        Await.until("TIME_WAIT", () -> !queue.look());
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPeerThatAnswersProbesOfItsClosedWindowIsNeverSuspect() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);
        assertThat(queue.look()).isTrue();
        assertThat(queue.nanosToNextTry()).isEqualTo(Long.MAX_VALUE);

        rig.fill();

        int[] most = {0};
        // the time between probes doubles with each; the peer may leave one or two of the first unanswered, to save
        // acks
        Await.until("some probes were sent, and answered", () -> {
            boolean seen = queue.look();
            most[0] = Math.max(most[0], queue.unanswered());
            long next = queue.nanosToNextTry();
            return seen && next > 500_000_000 && next < Long.MAX_VALUE && queue.unanswered() == 0;
        });
        assertThat(most[0]).as("most probes unanswered in a row").isLessThan(3);
    }

    @Test
    void lookingAllocatesNothing() throws IOException {
        SendQueueRig rig = connect(IPV4);

        SendQueueRig.assertAllocates(queueOf(rig), 0);
    }

    @Test
    void looksInAnInterruptedThreadAndLeavesItInterrupted() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);
        rig.fill();
        Thread.currentThread().interrupt();
        try {
            awaitExact(rig, queue);

            assertThat(queue.unacknowledgedAtMost()).isPositive();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void knowsNothingOnceItIsClosed() throws IOException {
        SendQueueRig rig = connect(IPV4);
        ProcSendQueue queue = queueOf(rig);

        queue.close();

        assertThat(queue.look())
                .as("looking failed, which is no end of the connection")
                .isTrue();
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void thereIsNoneForAConnectionThatIsNotListed() throws IOException {
        SendQueueRig rig = connect(IPV4);

        assertThat(ProcSendQueue.open(rig.client, List.of(Path.of("/proc/nothing")), new byte[100], System::nanoTime))
                .isNull();
    }

    @Test
    void timesALookWithTheGivenClock() throws IOException {
        SendQueueRig rig = connect(IPV4);
        long[] now = {Long.MAX_VALUE - 5};
        ProcSendQueue queue = Objects.requireNonNull(ProcSendQueue.open(
                rig.client, ProcSendQueue.DIRECTORIES, new byte[ProcSendQueue.SCRATCH_BYTES], () -> now[0] += 10));
        opened.add(queue);

        assertThat(queue.look()).isTrue();

        assertThat(queue.costNanos()).isEqualTo(10);
    }
}
