// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.net.Selection;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.core.internal.release.QuietTime;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.route.Destinations;
import io.github.gas4j.core.internal.tls.HandshakeTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * The objects of one client that a {@link Sender} works with.
 *
 * @param selection waits for sockets
 * @param discarded scratch memory for what peers send
 * @param idleStrategy decides how the sender waits
 * @param resolver looks names up
 * @param handshakes runs the slow parts of TLS handshakes
 * @param sendQueues tell what the collector's system has acknowledged
 * @param clock tells nanoseconds, like {@link System#nanoTime}
 * @param random uniform in 0 (inclusive) to 1 (exclusive)
 * @param requests requests of other threads
 * @param reporter writes lines for the operator
 * @param quiet computes the quiet time, {@link QuietTime#nanos} except in tests
 */
public record SenderParts(
        Selection selection,
        ByteBuffer discarded,
        IdleStrategy idleStrategy,
        Resolver resolver,
        HandshakeTasks handshakes,
        SendQueues sendQueues,
        LongSupplier clock,
        DoubleSupplier random,
        Requests requests,
        Reporter reporter,
        LongUnaryOperator quiet) {

    /** Replaces the selector if it has to be, while no connection but a successor is registered with it. Throws on failure. */
    void renewSelector(Destinations destinations) throws IOException {
        if (selection.isSpoilt()) {
            destinations.abort();
        }
        selection.renew();
    }

    /** Called after a failure that may be a defect or a shortage. Allocates nothing. */
    void erred(Throwable failure) {
        selection.spoil();
        reporter.defects().note(failure);
    }
}
