// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Records;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.names.Resolver;
import io.github.gas4j.core.internal.net.Selection;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.core.internal.release.QuietTime;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.tls.HandshakeTasks;
import io.github.gas4j.it.fixtures.Event;
import io.github.gas4j.it.fixtures.Event.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that knows which of its events it dropped. Between two cycles of the sender it looks at what is in the buffer:
 * of the events that have left, the oldest are those that were released, as many as the counter says, and the others were
 * dropped. Frames end with a newline, and hold one {@link Event} each.
 *
 * <p>Thread-safe for {@link #offer}. The rest is for the thread that has joined the sender's by {@link #close}.
 */
public final class WatchedClient {
    private final Counters counters = new Counters();
    private final Requests requests;
    private final Intake intake;
    private final Sender sender;
    private final Thread thread = new Thread(this::run, "watched");
    private final AtomicLong mayHaveArrived = new AtomicLong();
    private List<Event> held = new ArrayList<>();
    private final Map<Source, BitSet> dropped = new HashMap<>();
    private long seenTo;
    private long droppedSeen;
    private long freed;
    private long released;

    /** Makes a client and starts it. */
    public WatchedClient(ClientOptions options) throws IOException {
        Selection selection = new Selection(Selector.open());
        Doorbell doorbell = new Doorbell(selection::wakeup);
        LongSupplier clock = System::nanoTime;
        requests = new Requests(doorbell);
        FrameBuffer buffer = DirectRing.allocate(options.buffer().bufferSize(), counters);
        intake = new Intake(Admission.of(options.buffer(), options.wire(), buffer), counters, doorbell);
        Resolver resolver = new Resolver(InetAddress::getAllByName, Thread::new, selection::wakeup);
        GasListener listener = new GasListener() {
            @Override
            public void dropped(DropReport report) {
                mayHaveArrived.addAndGet(report.mayHaveArrived());
            }
        };
        SenderParts parts = new SenderParts(
                selection,
                ByteBuffer.allocateDirect(4_096),
                new IdleStrategy(new SelectorNews(selection), doorbell),
                resolver,
                new HandshakeTasks(Thread::new, selection::wakeup),
                new SendQueues(clock),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                requests,
                new Reporter(counters, listener, options.destinations().text(), clock.getAsLong()),
                QuietTime::nanos);
        sender = new Sender(options, parts, intake, counters);
        thread.setDaemon(true);
        thread.start();
    }

    /** As {@link GasClient#offer(byte[], int, int)}. */
    public boolean offer(byte[] bytes) {
        return intake.offer(bytes, 0, bytes.length);
    }

    /** Returns how many events have not been written. */
    public long buffered() {
        return counters.snapshot().unsent();
    }

    /** As {@link GasClient#close}, and waits for the sender's end. */
    public void close(Duration timeout) throws InterruptedException {
        intake.close();
        requests.close(System.nanoTime() + timeout.toNanos());
        thread.join();
    }

    /** Returns which events of a source were dropped after they had been taken. */
    public BitSet dropped(Source source) {
        return (BitSet) dropped.getOrDefault(source, new BitSet()).clone();
    }

    /** Returns how many more were dropped after they had been taken, in the cycle in which they came. */
    public long droppedUnseen() {
        return freed - released - droppedSeen;
    }

    /** Returns how many drops were reported as of events that may have arrived. */
    public long mayHaveArrived() {
        return mayHaveArrived.get();
    }

    public long replayed() {
        return counters.snapshot().replayed();
    }

    public long connections() {
        return counters.connections();
    }

    /** Returns events that were taken and are neither released nor dropped, all reasons together. */
    public long unaccounted() {
        long drops = Arrays.stream(DropReason.values())
                .mapToLong(reason -> counters.snapshot().dropped(reason))
                .sum();
        return counters.snapshot().offered() - counters.snapshot().released() - drops;
    }

    private void run() {
        while (!sender.isFinished()) {
            see(intake.buffer());
            sender.cycle();
            settle(intake.buffer());
        }
        see(intake.buffer());
        sender.finish(true);
        sender.tellEnd();
        settle(intake.buffer());
    }

    /** Notes what has been appended. */
    private void see(FrameBuffer ring) {
        seenTo = Math.max(seenTo, ring.released());
        while (seenTo < ring.tail() && ring.frameBytes(seenTo) >= 0) {
            Event event = event(ring, seenTo);
            if (event != null) {
                held.add(event);
            }
            seenTo = ring.next(seenTo);
        }
    }

    /** Finds out what became of the events that have left. */
    private void settle(FrameBuffer ring) {
        if (counters.snapshot().freed() == freed) {
            return;
        }
        long justReleased = counters.snapshot().released() - released;
        List<Event> kept = new ArrayList<>();
        long at = nextEvent(ring, ring.released());
        for (Event event : held) {
            if (event.equals(event(ring, at))) {
                kept.add(event);
                at = nextEvent(ring, ring.next(at));
            } else if (justReleased > 0) {
                justReleased--;
            } else {
                droppedSeen++;
                dropped.computeIfAbsent(event.source(), source -> new BitSet()).set((int) event.seq());
            }
        }
        held = kept;
        freed = counters.snapshot().freed();
        released = counters.snapshot().released();
    }

    /** Returns the position of the first record at or above another one that is not void. */
    private static long nextEvent(FrameBuffer ring, long from) {
        long at = from;
        while (at < ring.tail() && ring.frameBytes(at) >= 0 && Records.eventsOf(ring.header(at)) == 0) {
            at = ring.next(at);
        }
        return at;
    }

    /** Returns the event at a position, or null if there is none, or none yet. */
    private static @Nullable Event event(FrameBuffer ring, long record) {
        int length = record < ring.tail() ? ring.frameBytes(record) : -1;
        if (length < 0) {
            return null;
        }
        byte[] frame = new byte[length];
        ring.get(record, 0, ByteBuffer.wrap(frame), length);
        return Event.of(Arrays.copyOf(frame, Math.max(0, length - 1)));
    }
}
