// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.nio.channels.Selector;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What a {@link Sender} works with: all of one client.
 *
 * @param selector waits for sockets
 * @param rest waits with it
 * @param resolver looks names up
 * @param sendQueues tell what the collector's system has acknowledged
 * @param clock nanoseconds, as {@link System#nanoTime}
 * @param random uniform in 0 (inclusive) to 1 (exclusive)
 * @param requests what other threads ask for
 * @param reporter tells people
 * @param quiet {@link Rotation#quietNanos}, or a test's
 */
record SenderParts(
        Selector selector,
        Rest rest,
        Resolver resolver,
        SendQueues sendQueues,
        LongSupplier clock,
        DoubleSupplier random,
        Requests requests,
        Reporter reporter,
        LongUnaryOperator quiet) {}
