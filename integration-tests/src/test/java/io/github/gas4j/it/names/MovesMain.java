// SPDX-License-Identifier: MIT
package io.github.gas4j.it.names;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.socket.GasSocket;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.NameServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a JVM in a network of its own, with a name server, a collector and a client. It answers with the
 * milliseconds until the collector has a connection, or -1 if it has none in time, and then with what the client said.
 * Confined to the main thread, but for the client's lines.
 */
final class MovesMain {
    static final int PORT = 5170;
    /** The name as it is configured, and the name that the search list makes of it. */
    private static final String HOST = "collector";

    private static final String NAME = "collector.prod.test";
    private static final String FIRST = "127.0.0.2";
    private static final String SECOND = "127.0.0.3";
    private static final int PATIENCE_MILLIS = 20_000;

    private final NameServer names = NameServer.at("127.0.0.1", 53);
    private final boolean dnsFallback;
    private final int withinMillis;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private MovesMain(boolean dnsFallback, int withinMillis) throws IOException {
        this.dnsFallback = dnsFallback;
        this.withinMillis = withinMillis;
    }

    /** Takes what happens, the value of {@code dnsFallback}, and how long to wait for a connection, in milliseconds. */
    public static void main(String[] args) throws IOException {
        MovesMain main = new MovesMain(Boolean.parseBoolean(args[1]), Integer.parseInt(args[2]));
        long millis = switch (args[0]) {
            case "moves" -> main.moves();
            case "appears" -> main.appears();
            case "dead" -> main.deadAddressFirst();
            case "inTurn" -> main.deadAddressInTurn();
            default -> throw new IllegalArgumentException(args[0]);
        };
        System.out.println(ChildJvm.ANSWER + millis);
        System.out.println(ChildJvm.ANSWER + String.join(" | ", main.lines));
        System.exit(0);
    }

    private GasClient client() {
        GasConfig config = GasConfig.builder()
                .option("destination", HOST + ":" + PORT)
                .option("dnsFallback", Boolean.toString(dnsFallback))
                .build();
        GasListener listener = new GasListener() {
            @Override
            public void informed(String line) {
                lines.add(line);
            }

            @Override
            public void warned(String line) {
                lines.add(line);
            }
        };
        GasClient client = new GasClient("names", config, listener, Thread::new);
        client.start();
        return client;
    }

    private static ServerSocket collector(String address) throws IOException {
        ServerSocket collector = new ServerSocket();
        collector.setReuseAddress(true);
        collector.bind(new InetSocketAddress(address, PORT));
        collector.setSoTimeout(PATIENCE_MILLIS);
        return collector;
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private long millisUntilConnected(ServerSocket collector, long began) throws IOException {
        collector.setSoTimeout(withinMillis);
        try (Socket connection = collector.accept()) {
            long millis = millisSince(began);
            connection.setSoTimeout(PATIENCE_MILLIS);
            return connection.getInputStream().read() == 'e' ? millis : -2;
        } catch (SocketTimeoutException none) {
            return -1;
        }
    }

    private static void log(GasClient client) {
        byte[] event = "event".getBytes(StandardCharsets.UTF_8);
        client.offer(event, 0, event.length);
    }

    /** The collector dies, and another one is there with another address. */
    private long moves() throws IOException {
        names.put(NAME, FIRST);
        ServerSocket collector = collector(FIRST);
        GasClient client = client();
        try (Socket connection = collector.accept()) {
            log(client);
            connection.getInputStream().read();
            connection.setSoLinger(true, 0);
        }
        collector.close();
        names.put(NAME, SECOND);
        try (ServerSocket another = collector(SECOND)) {
            long began = System.nanoTime();
            log(client);
            return millisUntilConnected(another, began);
        } finally {
            client.close(Duration.ZERO);
        }
    }

    /** The name comes into being half a second after the client has looked it up in vain. */
    private long appears() throws IOException {
        try (ServerSocket collector = collector(FIRST)) {
            GasClient client = client();
            log(client);
            long asked = System.nanoTime();
            while (names.asked().isEmpty() || millisSince(asked) < 500) {
                Thread.onSpinWait();
            }
            names.put(NAME, FIRST);
            long millis = millisUntilConnected(collector, System.nanoTime());
            client.close(Duration.ZERO);
            return millis;
        }
    }

    private void deadAddressAndGoodOne() throws IOException {
        names.put(NAME, "fd00:5170::2", FIRST);
    }

    /** Returns the best of three, because the first one loads classes. */
    private long deadAddressFirst() throws IOException {
        deadAddressAndGoodOne();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            try (ServerSocket collector = collector(FIRST)) {
                long began = System.nanoTime();
                GasClient client = client();
                log(client);
                best = Math.min(best, millisUntilConnected(collector, began));
                client.close(Duration.ZERO);
            }
        }
        return best;
    }

    /** The same with a client that tries one address after another. */
    private long deadAddressInTurn() throws IOException {
        deadAddressAndGoodOne();
        try (ServerSocket collector = collector(FIRST);
                GasSocket client = new GasSocket()) {
            long began = System.nanoTime();
            client.connect(InetSocketAddress.createUnresolved(HOST, PORT), 2_000);
            collector.accept().close();
            return millisSince(began);
        }
    }
}
