// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runs a {@link Collector} that carries out what comes in on standard input, until its end, which comes with the parent
 * process. Confined to the main thread.
 */
final class CollectorMain {
    private CollectorMain() {}

    public static void main(String[] args) throws IOException {
        SocketAddress address = args[1].startsWith(CollectorProcess.UNIX)
                ? UnixDomainSocketAddress.of(args[1].substring(CollectorProcess.UNIX.length()))
                : new InetSocketAddress(args[1], Integer.parseInt(args[2]));
        try (Collector collector = Collector.at(address, Path.of(args[0]), Integer.parseInt(args[3]))) {
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println(ChildJvm.ANSWER + "ready");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(ChildJvm.ANSWER + carryOut(collector, line.split(" ", -1)));
            }
        }
    }

    private static long carryOut(Collector collector, String[] words) {
        switch (words[0]) {
            case "listen" -> collector.listen();
            case "refuse" -> collector.refuse();
            case "goDown" -> collector.goDown(Ending.valueOf(words[1]));
            case "endConnections" -> collector.endConnections(Ending.valueOf(words[1]));
            case "readAtMost" -> collector.readAtMost(Long.parseLong(words[1]));
            case "readAllAtMost" -> collector.readAllAtMost(Long.parseLong(words[1]));
            case "readFlatOut" -> collector.readFlatOut();
            case "hangUp" -> collector.hangUp(Boolean.parseBoolean(words[1]));
            case "closeIdle" -> collector.closeIdle(Long.parseLong(words[1]));
            case "encrypt" -> collector.encrypt(Encryption.with(Pki.context(Path.of(words[1]), Path.of(words[2]))));
            case "storeLate" -> collector.storeLate(Long.parseLong(words[1]));
            case "closeUnselected" -> collector.closeUnselected();
            case "select" -> collector.select();
            case "received" -> {
                return collector.received();
            }
            case "accepted" -> {
                return collector.accepted();
            }
            case "open" -> {
                return collector.open();
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return 0;
    }
}
