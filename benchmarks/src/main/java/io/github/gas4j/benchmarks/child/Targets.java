// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;

/** Makes the target that a contestant's name stands for. Stateless. */
final class Targets {
    private static final String LOGGER = "shop.Checkout";

    private Targets() {}

    /** Starts a framework, which is configured by system properties, or the raw socket. */
    static Target open(String framework) throws IOException {
        return switch (framework) {
            case "LOGBACK" -> logback(LogbackConfiguration.load().getLogger(LOGGER));
            case "LOG4J2" -> log4j2(LogManager.getLogger(LOGGER));
            case "RAW" -> new RawTarget(connect(), Integer.getInteger("bench.eventBytes"));
            default -> throw new IllegalArgumentException(framework);
        };
    }

    private static Target logback(Logger logger) {
        return hasParameters()
                ? (message, number) -> logger.info(EventKind.TEMPLATE, number, EventKind.USER, EventKind.DURATION)
                : (message, number) -> logger.info(message);
    }

    private static Target log4j2(org.apache.logging.log4j.Logger logger) {
        return hasParameters()
                ? (message, number) -> logger.info(EventKind.TEMPLATE, number, EventKind.USER, EventKind.DURATION)
                : (message, number) -> logger.info(message);
    }

    private static boolean hasParameters() {
        return switch (EventKind.valueOf(System.getProperty("bench.event"))) {
            case PLAIN -> false;
            case PARAMETERS -> true;
            case MDC, EXCEPTION -> throw new IllegalArgumentException("only their encoding is measured");
        };
    }

    private static WritableByteChannel connect() throws IOException {
        SocketChannel socket = SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("bench.port")));
        return Boolean.getBoolean("bench.tls") ? EncryptingChannel.over(socket) : socket;
    }
}
