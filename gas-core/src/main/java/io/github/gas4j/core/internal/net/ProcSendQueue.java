// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection's line in Linux's table of TCP sockets. The file stays open, because it shows the network
 * namespace of the thread that opened it. It is a {@link RandomAccessFile}, because an interrupt closes a channel.
 *
 * <p>Confined to the sender's thread.
 */
public final class ProcSendQueue implements SendQueue {
    /** Directories of the tables. The second is for kernels before 3.17, which have no {@code thread-self}. */
    public static final List<Path> DIRECTORIES = List.of(Path.of("/proc/thread-self/net"), Path.of("/proc/self/net"));

    /** Size of the buffer that a look reads with. The kernel returns at most a page at a time. */
    static final int SCRATCH_BYTES = 8192;

    private static final int ESTABLISHED = 0x01;
    private static final int FIN_WAIT_1 = 0x04;
    private static final int FIN_WAIT_2 = 0x05;
    private static final int CLOSE_WAIT = 0x08;
    private static final int LAST_ACK = 0x09;
    private static final int CLOSING = 0x0B;

    private static final int RETRANSMISSION = 1;
    private static final int PROBE = 4;
    private static final long TICK_NANOS = 10_000_000;

    private final RandomAccessFile file;
    private final byte[] key;
    private final byte[] scratch;
    private final LongSupplier clock;
    private final SocketRow row = new SocketRow();
    private long inode = -1;
    private boolean known;
    private long costNanos;

    private ProcSendQueue(RandomAccessFile file, byte[] key, byte[] scratch, LongSupplier clock) {
        this.file = file;
        this.key = key;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** Opens the queue of a connected channel and looks at it once. Returns null if no table lists the channel. */
    static @Nullable ProcSendQueue open(
            SocketChannel channel, List<Path> directories, byte[] scratch, LongSupplier clock) throws IOException {
        if (!(channel.getLocalAddress() instanceof InetSocketAddress local)
                || !(channel.getRemoteAddress() instanceof InetSocketAddress remote)) {
            return null;
        }
        for (Path directory : directories) {
            for (boolean ipv6 : new boolean[] {true, false}) { // a dual-stack socket is in tcp6, whatever its addresses
                Path table = directory.resolve(ipv6 ? "tcp6" : "tcp");
                byte[] key = SocketRow.key(local, remote, ipv6);
                ProcSendQueue queue = key == null || !Files.exists(table) ? null : open(table, key, scratch, clock);
                if (queue != null) {
                    return queue;
                }
            }
        }
        return null;
    }

    private static @Nullable ProcSendQueue open(Path table, byte[] key, byte[] scratch, LongSupplier clock)
            throws IOException {
        Headroom.require();
        RandomAccessFile file = new RandomAccessFile(table.toFile(), "r");
        try {
            ProcSendQueue queue = new ProcSendQueue(file, key, scratch, clock);
            if (queue.look() && queue.known) {
                queue.inode = queue.row.inode;
                return queue;
            }
        } catch (RuntimeException | Error failed) {
            Quietly.close(file);
            throw failed;
        }
        Quietly.close(file);
        return null;
    }

    @Override
    public boolean look() {
        long began = clock.getAsLong();
        known = false;
        try {
            boolean listed = scan();
            if (!listed) {
                listed = scan(); // the kernel may skip a line if another connection ends between two reads
            }
            known = listed && isOurs();
            return known;
        } catch (IOException failed) {
            return true;
        } finally {
            costNanos = clock.getAsLong() - began;
        }
    }

    /** Reads lines until the connection's line has been parsed. Returns false if there is none. */
    private boolean scan() throws IOException {
        file.seek(0);
        int filled = 0;
        for (int read = file.read(scratch, 0, scratch.length);
                read > 0;
                read = file.read(scratch, filled, scratch.length - filled)) {
            int begin = 0;
            int end = filled + read;
            for (int i = filled; i < end; i++) {
                if (scratch[i] == '\n') {
                    if (row.parse(scratch, begin, i, key)) {
                        return true;
                    }
                    begin = i + 1;
                }
            }
            filled = end - begin;
            System.arraycopy(scratch, begin, scratch, 0, filled);
        }
        return false;
    }

    /**
     * Returns whether the line is that of our live connection. TIME_WAIT and CLOSED show an empty queue and prove
     * nothing, and a new socket may use the ports of a dead one.
     */
    private boolean isOurs() {
        return switch (row.state) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> inode < 0 || row.inode == inode;
            default -> false;
        };
    }

    @Override
    public long unacknowledgedAtMost() {
        if (!known) {
            return Long.MAX_VALUE;
        }
        return switch (row.state) {
            case FIN_WAIT_1, CLOSING, LAST_ACK -> Math.max(0, row.unacknowledged - 1); // our own FIN counts as a byte
            default -> row.unacknowledged;
        };
    }

    @Override
    public boolean isPeerEnded() {
        return known && row.state == CLOSE_WAIT;
    }

    @Override
    public int unanswered() {
        return known ? Math.max(row.retransmits, row.probes) : 0;
    }

    @Override
    public long nanosToNextTry() {
        return known && (row.timer == RETRANSMISSION || row.timer == PROBE) ? row.ticks * TICK_NANOS : Long.MAX_VALUE;
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public long costNanos() {
        return costNanos;
    }

    @Override
    public void close() {
        known = false;
        Quietly.close(file);
    }
}
