// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.SendQueue;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.tls.HandshakeTasks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays a client's failures and its end once in a JVM for each delivery, without a socket, a thread or a listener. The JVM loads classes and
 * links references when they are first used, and allocates for it. The rehearsal uses the code that runs after a failure,
 * so that it works later when the first failure is a lack of memory.
 *
 * <p>{@link #playOnce} is thread-safe; an instance is confined to one thread.
 */
public final class Rehearsal {
    private static final Set<Delivery> PLAYED = Collections.synchronizedSet(EnumSet.noneOf(Delivery.class));
    private static final int RING_BYTES = 1 << 10;
    /** More than the end of a connection takes. */
    private static final int END_CYCLES = 10;

    private final Counters counters = new Counters();
    private final Sender sender;
    private final Intake intake;
    private final Requests requests;
    /** Each look at it is a minute later, so that nothing has to be waited for. */
    private long now;

    private boolean hangs;
    private boolean noMemory;

    Rehearsal(ClientOptions clients, SenderParts client) {
        ClientOptions options = likeThat(clients);
        Doorbell doorbell = new Doorbell(() -> {});
        requests = new Requests(doorbell);
        intake = new Intake(settings(options), counters, doorbell);
        SenderParts parts = new SenderParts(
                client.selection().lent(),
                client.discarded(),
                new IdleStrategy(this::waitForNews, doorbell),
                new Resolver(host -> new InetAddress[0], this::thread, () -> {}),
                new HandshakeTasks(this::thread, () -> {}),
                SendQueues.forced(SendQueues.Kind.PROC, () -> now),
                () -> now += TimeUnit.MINUTES.toNanos(1),
                client.random(),
                requests,
                new Reporter(
                        counters, new GasListener() {}, options.destinations().text(), now),
                client.quiet());
        sender = new Sender(options, parts, intake, counters);
    }

    /** Returns the options that choose the code to run, and a destination whose lookup fails. */
    private static ClientOptions likeThat(ClientOptions clients) {
        return ClientOptions.of(Map.of(
                "destination", "rehearsal:1",
                "delivery", clients.delivery().delivery().name(),
                "framing", clients.wire().framing().name(),
                "overflow", clients.buffer().overflow().name(),
                "deliveryTimeout", clients.retry().deliveryTimeout().toString(),
                "confirmInterval", "1h")); // a rotation would open a socket
    }

    private Admission settings(ClientOptions options) {
        return Admission.of(options.buffer(), options.wire(), DirectRing.allocate(RING_BYTES, counters));
    }

    /** Plays, unless that has been done with this delivery. */
    public static void playOnce(ClientOptions options, SenderParts client) {
        if (PLAYED.add(options.delivery().delivery())) {
            new Rehearsal(options, client).playFailures();
            new Rehearsal(options, client).playEnd();
        }
    }

    void playFailures() {
        sender.cycle(); // an attempt that fails
        hangs = true;
        sender.cycle(); // and one that goes on
        sender.connected(new Nowhere(), now);
        intake.offer(new byte[1], 0, 1);
        sender.cycle();
        noMemory = true;
        sender.cycle();
        intake.offer(new byte[1], 0, 1);
        sender.finish(false);
    }

    /** Plays the orderly end of a connection over which nothing was written, because that needs no witness. */
    void playEnd() {
        hangs = true;
        sender.cycle();
        sender.connected(new Nowhere(), now);
        requests.close(Long.MAX_VALUE);
        for (int cycle = 0; cycle < END_CYCLES && !sender.isFinished(); cycle++) {
            sender.cycle();
        }
        sender.finish(true);
    }

    boolean isFinished() {
        return sender.isFinished();
    }

    Counters counters() {
        return counters;
    }

    private void waitForNews(long nanos) {
        if (noMemory) {
            throw new OutOfMemoryError("played");
        }
    }

    /** Returns a thread that looks a name up when it is started, or never does. */
    private Thread thread(Runnable lookup) {
        return new Thread(lookup) {
            @Override
            public synchronized void start() {
                if (!hangs) {
                    lookup.run();
                }
            }
        };
    }

    /** A connection that takes everything, and whose peer answers the end. */
    private static final class Nowhere implements Connection {
        private long taken;
        private boolean ended;

        @Override
        public SocketAddress remote() {
            return new InetSocketAddress(0);
        }

        @Override
        public boolean makeReady() {
            return true;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int written = bytes.remaining();
            bytes.position(bytes.limit());
            taken += written;
            return written;
        }

        @Override
        public Incoming receive() {
            return ended ? Incoming.ENDED : Incoming.NOTHING;
        }

        @Override
        public long taken() {
            return taken;
        }

        @Override
        public long connectNanos() {
            return 0;
        }

        @Override
        public @Nullable SendQueue sendQueue() {
            return null;
        }

        @Override
        public void ignoreInput() {}

        @Override
        public boolean endOutput() {
            ended = true;
            return true;
        }

        @Override
        public void close() {}
    }
}
