// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.RateLimit;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.life.OwnThreads;
import io.github.gas4j.core.internal.life.Refusal;
import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.net.Selection;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.core.internal.report.Notices;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.sender.IdleStrategy;
import io.github.gas4j.core.internal.sender.Rehearsal;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.SelectorNews;
import io.github.gas4j.core.internal.sender.Sender;
import io.github.gas4j.core.internal.sender.SenderParts;
import io.github.gas4j.core.internal.sender.Worker;
import io.github.gas4j.core.internal.tls.HandshakeTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * The objects of one client, created in all rooms and connected. Immutable.
 *
 * @param requests passes other threads' requests on to the sender
 * @param intake takes events from the application's threads
 * @param sender runs the duty cycle
 * @param worker is the task of the client's thread
 * @param news wakes the sender
 * @param notices take warnings from before the start
 */
record Wiring(Requests requests, Intake intake, Sender sender, Worker worker, SelectorNews news, Notices notices) {
    /** Size of the memory into which a collector's bytes are read, to be discarded. */
    private static final int DISCARDED_BYTES = 4096;

    /**
     * Creates all objects of a client.
     *
     * @throws GasConfigException if there is too little memory, or no file descriptor left
     */
    static Wiring of(
            ClientOptions options,
            Counters counters,
            GasListener listener,
            OwnThreads threads,
            LongUnaryOperator quiet) {
        Selection selection = null;
        try {
            selection = Selection.open();
            return of(options, counters, listener, threads, quiet, selection);
        } catch (IOException | RuntimeException | Error failed) {
            if (selection != null) {
                selection.close();
            }
            throw Refusal.of(options.buffer().bufferSize(), failed);
        }
    }

    private static Wiring of(
            ClientOptions options,
            Counters counters,
            GasListener listener,
            OwnThreads threads,
            LongUnaryOperator quiet,
            Selection selection) {
        FrameBuffer buffer = DirectRing.allocate(options.buffer().bufferSize(), counters);
        SelectorNews news = new SelectorNews(selection);
        Doorbell doorbell = new Doorbell(news::wake);
        LongSupplier clock = System::nanoTime;
        Requests requests = new Requests(doorbell);
        RateLimit limit = RateLimit.of(options.drop(), null, clock);
        Admission admission =
                Admission.of(options.buffer(), options.wire(), buffer).limitedTo(limit);
        Intake intake = new Intake(admission, counters, doorbell);
        Reporter reporter =
                new Reporter(counters, listener, options.destinations().text(), clock.getAsLong());
        SenderParts parts = new SenderParts(
                selection,
                ByteBuffer.allocateDirect(DISCARDED_BYTES),
                new IdleStrategy(news, doorbell),
                new Resolver(
                        InetAddress::getAllByName,
                        Resolver.nameServers(),
                        task -> threads.make(task, "-resolver"),
                        news::wake),
                new HandshakeTasks(task -> threads.make(task, "-tls"), news::wake),
                new SendQueues(clock),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                requests,
                reporter,
                quiet);
        Sender sender = new Sender(options, parts, intake, counters);
        Worker worker = new Worker(sender, () -> Rehearsal.playOnce(options, parts), reporter.defects());
        return new Wiring(requests, intake, sender, worker, news, reporter.notices());
    }
}
