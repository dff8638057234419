// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.logging.log4j.LogManager;

/** Makes the target that a contestant's name stands for. Stateless. */
final class Targets {
    private static final String LOGGER = "shop.Checkout";

    private Targets() {}

    /** Starts a framework, which is configured by system properties, or the raw socket. */
    static Target open(String framework) throws IOException {
        return switch (framework) {
            case "LOGBACK" -> LogbackConfiguration.load().getLogger(LOGGER)::info;
            case "LOG4J2" -> LogManager.getLogger(LOGGER)::info;
            case "RAW" -> new RawTarget(connect(), Integer.getInteger("bench.eventBytes"));
            default -> throw new IllegalArgumentException(framework);
        };
    }

    private static WritableByteChannel connect() throws IOException {
        SocketChannel socket = SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("bench.port")));
        return Boolean.getBoolean("bench.tls") ? EncryptingChannel.over(socket) : socket;
    }
}
