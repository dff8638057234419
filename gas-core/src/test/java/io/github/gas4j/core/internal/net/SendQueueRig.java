// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;

/** A connection of real sockets whose peer reads only when the test says so. Confined to the thread of a test. */
public final class SendQueueRig implements AutoCloseable {
    private static final int SMALL = 4096;
    private static final int SEND_BUFFER = 1 << 16;

    /** What asking for the allocated bytes may allocate; 2,000 of the smallest objects have 32,000. */
    private static final int MEASURING_BYTES = 16_000;

    public final SocketChannel client;
    final Socket peer;
    /** How many bytes the client's channel has taken. */
    long taken;

    /** How many bytes the peer has read. */
    long read;

    private SendQueueRig(String host, SocketChannel client) throws IOException {
        this.client = client;
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(SMALL);
            server.bind(new InetSocketAddress(host, 0));
            client.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.connect(server.getLocalSocketAddress());
            client.configureBlocking(false);
            peer = server.accept();
        }
    }

    public static SendQueueRig connect(String host) throws IOException {
        return new SendQueueRig(host, SocketChannel.open());
    }

    public static SendQueueRig connect(String host, ProtocolFamily family) throws IOException {
        return new SendQueueRig(host, SocketChannel.open(family));
    }

    /** Returns the connection's queue; the kernel's table lists it. */
    ProcSendQueue proc() throws IOException {
        return Objects.requireNonNull(ProcSendQueue.open(
                client, ProcSendQueue.DIRECTORIES, new byte[ProcSendQueue.SCRATCH_BYTES], System::nanoTime));
    }

    /** Writes so many bytes, each of which says where it stands in the stream. */
    void write(int bytes) throws IOException {
        ByteBuffer numbered = numbered(bytes);
        while (numbered.hasRemaining()) {
            assertThat(writeOnce(numbered)).isPositive();
        }
    }

    /** Writes until the channel takes no more. */
    void fill() throws IOException {
        int written;
        do {
            written = writeOnce(numbered(SMALL));
        } while (written > 0);
    }

    /** Writes as much as goes now. */
    int writeOnce(ByteBuffer bytes) throws IOException {
        int written = client.write(bytes);
        taken += written;
        return written;
    }

    private ByteBuffer numbered(int bytes) {
        ByteBuffer numbered = ByteBuffer.allocate(bytes);
        for (int i = 0; i < bytes; i++) {
            numbered.put(i, (byte) ((taken + i) % 251));
        }
        return numbered;
    }

    /** Reads all that was written and checks that no byte is missing. */
    void readAll() throws IOException {
        InputStream in = peer.getInputStream();
        peer.setSoTimeout(10_000);
        while (read < taken) {
            byte[] bytes = in.readNBytes((int) Math.min(SMALL, taken - read));
            for (byte b : bytes) {
                assertThat(b & 0xff).isEqualTo((int) (read++ % 251));
            }
        }
    }

    /** Returns how many bytes the peer's kernel has taken, and thus acknowledged. */
    long arrived() {
        try {
            return read + peer.getInputStream().available();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Fails if looking allocates more than so many bytes each time. */
    static void assertAllocates(SendQueue queue, int bytesAtMost) {
        look(queue, 200);

        long before = allocatedBytes();
        look(queue, 2_000);
        long allocated = allocatedBytes() - before;

        assertThat(allocated - MEASURING_BYTES).as("bytes for 2,000 looks").isLessThanOrEqualTo(2_000L * bytesAtMost);
    }

    private static long allocatedBytes() {
        try {
            ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
            return (Long)
                    ManagementFactory.getPlatformMBeanServer().getAttribute(threads, "CurrentThreadAllocatedBytes");
        } catch (JMException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void look(SendQueue queue, int times) {
        for (int i = 0; i < times; i++) {
            if (!queue.look()) {
                throw new AssertionError("not seen");
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        peer.close();
    }
}
