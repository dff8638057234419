// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from tables that the test has written in the kernel's format. */
class ProcTableTest {
    private static final String HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
            + "   uid  timeout inode                                                     \n";

    @TempDir
    private Path directory;

    private SendQueueRig rig;
    private final List<ProcSendQueue> opened = new ArrayList<>();

    @BeforeEach
    void connect() throws IOException {
        rig = SendQueueRig.connect("127.0.0.1");
    }

    @AfterEach
    void close() throws IOException {
        opened.forEach(ProcSendQueue::close);
        rig.close();
    }

    private String key() throws IOException {
        byte[] key = SocketRow.key(
                (InetSocketAddress) rig.client.getLocalAddress(),
                (InetSocketAddress) rig.client.getRemoteAddress(),
                false);
        return new String(key, StandardCharsets.US_ASCII);
    }

    private String line(String columns) throws IOException {
        return "  17: " + key() + columns + " 2 0000000000000000 208 4 30 10 -1\n";
    }

    private void table(String lines) throws IOException {
        Files.writeString(directory.resolve("tcp"), HEADER + lines);
    }

    private @Nullable ProcSendQueue find() throws IOException {
        return ProcSendQueue.open(
                rig.client, List.of(directory), new byte[ProcSendQueue.SCRATCH_BYTES], System::nanoTime);
    }

    private ProcSendQueue open() throws IOException {
        ProcSendQueue found = Objects.requireNonNull(find());
        opened.add(found);
        return found;
    }

    @Test
    void readsEveryColumn() throws IOException {
        table(line("01 0000C350:00000000 01:000000C8 00000003  1000        0 51234"));

        ProcSendQueue queue = open();
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(50_000);
        assertThat(queue.unanswered()).isEqualTo(3);
        assertThat(queue.nanosToNextTry()).isEqualTo(2_000_000_000L);
        assertThat(queue.isPeerEnded()).isFalse();
        assertThat(queue.isExact()).isTrue();
    }

    @Test
    void readsUnansweredProbes() throws IOException {
        table(line("01 0000C350:00000000 04:00000014 00000000     0        4 51234"));

        ProcSendQueue queue = open();
        assertThat(queue.unanswered()).isEqualTo(4);
        assertThat(queue.nanosToNextTry()).isEqualTo(200_000_000L);
    }

    @Test
    void aKeepAliveTimerIsNoTry() throws IOException {
        table(line("01 00000000:00000000 02:00000014 00000000     0        0 51234"));

        ProcSendQueue queue = open();
        assertThat(queue.nanosToNextTry()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void findsTheLastOfThousandsOfLines() throws IOException {
        String other = line("01 00000001:00000000 00:00000000 00000000     0        0 1")
                .replace(key(), "0".repeat(28));
        table(other.repeat(5_000) + line("08 00000007:00000000 00:00000000 00000000     0        0 51234"));

        ProcSendQueue queue = open();
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(7);
        assertThat(queue.isPeerEnded()).isTrue();
    }

    @Test
    void anotherConnectionWithTheSamePortsIsNotSeen() throws IOException {
        table(line("01 00000007:00000000 00:00000000 00000000     0        0 51234"));
        ProcSendQueue queue = open();

        table(line("01 00000000:00000000 00:00000000 00000000     0        0 51235"));

        assertThat(queue.look()).isFalse();
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aConnectionInTimeWaitOrClosedIsNotSeen() throws IOException {
        for (String state : List.of("06", "07", "02", "03", "0A", "0C")) {
            table(line(state + " 00000000:00000000 00:00000000 00000000     0        0 51234"));

            assertThat(find()).as(state).isNull();
        }
    }

    @Test
    void ourEndIsNotCountedAsAByte() throws IOException {
        for (String state : List.of("04", "09", "0B")) {
            table(line(state + " 00000008:00000000 01:00000014 00000000     0        0 51234"));

            ProcSendQueue queue = open();
            assertThat(queue.unacknowledgedAtMost()).as(state).isEqualTo(7);
        }
    }

    @Test
    void aTableWithoutLinesOrWithTornOnesListsNothing() throws IOException {
        String whole = line("01 00000007:00000000 00:00000000 00000000     0        0 51234");
        int inode = whole.indexOf("51234");
        for (String torn :
                List.of("", "\n", whole.substring(0, 40) + "\n", whole.substring(0, inode) + "\n", whole.strip())) {
            table(torn);

            assertThat(find()).as(torn).isNull();
        }
    }

    @Test
    void aLineThatNeverEndsListsNothing() throws IOException {
        table("7".repeat(100_000) + "\n" + line("01 00000007:00000000 00:00000000 00000000     0        0 51234"));

        assertThat(find()).isNull();
    }
}
