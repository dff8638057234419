// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A name server (DNS over UDP) that knows what it was told, and says of every other name that there is none.
 *
 * <p>Thread-safe: its own thread answers, and what it knows and was asked is in concurrent collections.
 */
public final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int NO_SUCH_NAME = 3;
    private static final int AUTHORITATIVE = 0x8580;
    private static final int HEADER_BYTES = 12;
    private static final int LARGEST = 512;

    private final DatagramSocket socket;
    private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    private NameServer(InetSocketAddress at) throws IOException {
        socket = new DatagramSocket(at);
        Threads.start(false, "name server", this::serve);
    }

    /** Opens any free port of the loopback interface. */
    public static NameServer up() throws IOException {
        return new NameServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Opens this address and port. */
    public static NameServer at(String address, int port) throws IOException {
        return new NameServer(new InetSocketAddress(address, port));
    }

    /** Returns the server as a URL of {@code jdk.naming.dns}. */
    public String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** Gives a name these addresses and no others; without addresses the name exists all the same. */
    public void put(String name, String... addresses) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        known.put(name, List.of(all));
    }

    /** Forgets a name. */
    public void remove(String name) {
        known.remove(name);
    }

    /** Takes questions and answers none from now on. */
    public void fallSilent() {
        silent = true;
    }

    /** Returns the names that were asked for, in this order, each as often as it was asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        byte[] memory = new byte[LARGEST];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(memory, memory.length);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(memory, 0, packet.getLength()));
                if (!silent) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        short id = question.getShort(0);
        String name = name(question.position(HEADER_BYTES));
        short type = question.getShort();
        byte[] questioned = new byte[question.position() + 2 - HEADER_BYTES];
        question.get(HEADER_BYTES, questioned);
        asked.add(name);
        List<InetAddress> addresses = known.get(name);
        List<InetAddress> records = addresses == null
                ? List.of()
                : addresses.stream()
                        .filter(address -> (address.getAddress().length == 4 ? A : AAAA) == type)
                        .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(id);
            out.writeShort(AUTHORITATIVE | (addresses == null ? NO_SUCH_NAME : 0));
            out.writeShort(1);
            out.writeShort(records.size());
            out.writeInt(0);
            out.write(questioned);
            for (InetAddress record : records) {
                out.writeShort(0xC000 | HEADER_BYTES); // the name in the question
                out.writeShort(type);
                out.writeShort(1);
                out.writeInt(0); // to be remembered by nobody
                out.writeShort(record.getAddress().length);
                out.write(record.getAddress());
            }
        }
        return bytes.toByteArray();
    }

    private static String name(ByteBuffer question) {
        StringJoiner labels = new StringJoiner(".");
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        return labels.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        socket.close();
    }
}
