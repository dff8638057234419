// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gas4j.socket.GasSocket;
import io.github.gas4j.socket.MaxRetriesExceededException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Says hello to a server every second, for example to {@code ncat -lk 9999}. Kill the server and start it again: the
 * hellos go on; leave it dead, and the client gives up. Confined to one thread.
 */
public final class Hello {
    private static final byte[] HELLO = "hello, world!\n".getBytes(UTF_8);

    private final GasSocket socket;
    private final Duration pause;
    private final Consumer<String> log;

    Hello(GasSocket socket, Duration pause, Consumer<String> log) {
        this.socket = socket;
        this.pause = pause;
        this.log = log;
    }

    /** The arguments are host and port, by default {@code localhost 9999}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String host = arguments.length > 0 ? arguments[0] : "localhost";
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9999;
        try (GasSocket socket = GasSocket.connect(host, port)) {
            new Hello(socket, Duration.ofSeconds(1), System.out::println).untilItGivesUp();
        }
    }

    /** Returns only when the server has been gone for too long. */
    void untilItGivesUp() throws IOException, InterruptedException {
        try {
            while (true) {
                socket.getOutputStream().write(HELLO);
                log.accept("client says hello!");
                Thread.sleep(pause.toMillis());
            }
        } catch (MaxRetriesExceededException gaveUp) {
            log.accept("client gave up, reached retry limit: " + gaveUp.getMessage());
        }
    }
}
