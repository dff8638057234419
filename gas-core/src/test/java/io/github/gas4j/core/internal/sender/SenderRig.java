// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.RoomOptions;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RecordingListener;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sender that a test steps cycle by cycle, with a clock that only the test moves, no randomness unless it asks for some, and lookups that work
 * or fail as the test says. The clock begins shortly before it overflows, as {@link System#nanoTime} may.
 */
final class SenderRig implements AutoCloseable {
    private static final int MOST_CYCLES = 100_000;
    /** What a cycle takes at least, so that a sender that spins comes to an end of its run. */
    private static final long LEAST_CYCLE_NANOS = 20_000;

    final Counters counters = new Counters();
    final RecordingListener heard = new RecordingListener();
    final Selector selector;
    private final Selection selection;
    final Requests requests;
    final Intake intake;
    final SenderParts parts;
    final Sender sender;
    final long began = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    long now = began;
    /** How far the clock moves each time it is read. */
    long tick;

    double random = 0.5;
    DoubleSupplier randomness = () -> random;
    /** What happens at each look at the clock, and at each wait. */
    Runnable onClock = () -> {};

    Runnable onWait = () -> {};
    /** For how long the last step would have waited, in nanoseconds. */
    long wait;

    private boolean stepping;
    /** What happens while the sender waits, or null while no time passes in waits. */
    private @Nullable Runnable meanwhile;
    /** When the run ends, and in what steps the clock moves until then. */
    private long runsUntil;

    private long quantum;
    private boolean rung;
    boolean resolves = true;
    boolean lookupsHang;
    final Deque<Runnable> hung = new ArrayDeque<>();
    Resolver.Names names = host -> InetAddress.getAllByName("127.0.0.1");

    SenderRig(Peer peer) {
        this(peer, options -> options);
    }

    SenderRig(Peer peer, UnaryOperator<GasConfigBuilder> options) {
        this(config(peer, options));
    }

    SenderRig(GasConfig config) {
        this(RoomOptions.of(config));
    }

    private SenderRig(ClientOptions options) {
        this(options, new SendQueues(System::nanoTime));
    }

    SenderRig(ClientOptions options, SendQueues sendQueues) {
        try {
            selector = Selector.open();
            selection = new Selection(selector);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        Doorbell doorbell = new Doorbell(this::wake);
        requests = new Requests(doorbell);
        FrameBuffer buffer = DirectRing.allocate(options.buffer().bufferSize(), counters);
        intake = new Intake(Admission.of(options.buffer(), options.wire(), buffer), counters, doorbell);
        IdleStrategy idleStrategy = new IdleStrategy(this::await, doorbell);
        Resolver resolver = new Resolver(this::addressesOf, this::lookupThread, () -> rung = true);
        Reporter reporter = new Reporter(counters, heard, options.destinations().text(), now);
        parts = new SenderParts(
                selection,
                ByteBuffer.allocateDirect(4_096),
                idleStrategy,
                resolver,
                new HandshakeTasks(Thread::new, () -> {}),
                sendQueues,
                this::clock,
                () -> randomness.getAsDouble(),
                requests,
                reporter,
                QuietTime::nanos);
        sender = new Sender(options, parts, intake, counters);
    }

    static ClientOptions config(Peer peer, UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder =
                GasConfig.builder().option("destination", peer.named()).option("bufferSize", "64KiB");
        return RoomOptions.of(options.apply(builder).build());
    }

    private InetAddress[] addressesOf(String host) throws UnknownHostException {
        if (!resolves) {
            throw new UnknownHostException(host);
        }
        return names.addressesOf(host);
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /** Looks up in the sender's thread, or not before the test runs {@link #hung}. */
    private Thread lookupThread(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                if (lookupsHang) {
                    hung.add(task);
                } else {
                    task.run();
                }
            }
        };
    }

    /** One duty cycle that does not wait, but notes in {@link #wait} how long it would have. */
    void step() {
        stepping = true;
        sender.cycle();
        stepping = false;
    }

    private long clock() {
        onClock.run();
        now += tick;
        return now;
    }

    private void await(long nanos) throws IOException {
        onWait.run();
        wait = nanos;
        if (meanwhile == null) {
            new SelectorNews(selection).await(stepping ? 0 : nanos);
        } else {
            passTime(nanos, meanwhile);
        }
    }

    private void wake() {
        rung = true;
        selection.wakeup();
    }

    /**
     * Runs the sender for a time that passes only while it waits, and as it would: a wait ends when its time is over, when
     * a socket has news, or when someone rings.
     *
     * @param event is run each time that the clock has moved by the quantum
     * @return the number of cycles
     */
    long run(Duration time, Duration step, Runnable event) {
        meanwhile = event;
        quantum = step.toNanos();
        runsUntil = now + time.toNanos();
        rung = false;
        long cycles = 0;
        while (now - runsUntil < 0 && !sender.isFinished()) {
            sender.cycle();
            cycles++;
        }
        meanwhile = null;
        return cycles;
    }

    private void passTime(long nanos, Runnable event) throws IOException {
        long slept = 0;
        int news = selector.selectNow(key -> {});
        while (news == 0 && !rung && slept < nanos && now - runsUntil < 0) {
            long part = Math.min(quantum, nanos - slept);
            slept += part;
            now += part;
            event.run();
            news = selector.selectNow(key -> {});
        }
        rung = false;
        now += LEAST_CYCLE_NANOS;
    }

    /** Steps until the sender rests no more but sleeps, and returns for how long it would. */
    Duration sleep() {
        for (int i = 0; i < 6; i++) {
            step();
        }
        return Duration.ofNanos(wait);
    }

    void until(BooleanSupplier condition) {
        for (int i = 0; i < MOST_CYCLES; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            step();
            LockSupport.parkNanos(20_000);
        }
        throw new AssertionError("not reached; state " + sender.state() + ", last error "
                + counters.snapshot().lastError());
    }

    void until(ConnectionState state) {
        until(() -> sender.state() == state);
    }

    void advance(Duration time) {
        now += time.toNanos();
    }

    /** Steps until there is a connection, and returns its other end. */
    Peer.Link connect(Peer peer) throws IOException {
        until(ConnectionState.CONNECTED);
        return peer.accept();
    }

    /** Waits, without a cycle, until the connection has news for the sender. */
    void awaitNews() throws IOException {
        int ready = 0;
        for (int i = 0; i < 1_000 && ready == 0; i++) {
            ready = selector.select(key -> {}, 10);
        }
        assertThat(ready).isPositive();
    }

    boolean offer(String event) {
        byte[] bytes = Bytes.of(event);
        return intake.offer(bytes, 0, bytes.length);
    }

    void offer(String... events) {
        Arrays.stream(events).forEach(this::offer);
    }

    /** Offers events of a size until the ring has no room for another. */
    int fill(int size) {
        int events = 0;
        while (buffer().capacity() - buffer().usedBytes() >= Records.recordBytes(size + 1)) {
            assertThat(offer(Bytes.event(events, size))).isTrue();
            events++;
        }
        return events;
    }

    void untilWritten(long events) {
        until(() -> counters.snapshot().written() >= events);
    }

    /** Steps until the socket takes no more, for longer than the peer's system may delay an acknowledgement (40 ms). */
    void untilBlocked() {
        int[] cycles = {0};
        until(() -> (cycles[0] = isBlocked() ? cycles[0] + 1 : 0) > 4_000);
    }

    private boolean isBlocked() {
        try {
            return selector.keys().stream().anyMatch(key -> (key.interestOps() & SelectionKey.OP_WRITE) != 0);
        } catch (CancelledKeyException closed) {
            return false;
        }
    }

    /** Steps until the sender is at its end, then ends it. */
    void untilFinished() {
        until(sender::isFinished);
        sender.finish(true);
    }

    FrameBuffer buffer() {
        return intake.buffer();
    }

    long dropped(DropReason reason) {
        return counters.snapshot().dropped(reason);
    }

    /** Events that were dropped, whatever the reason. */
    long dropped() {
        return Arrays.stream(DropReason.values()).mapToLong(this::dropped).sum();
    }

    /** The accounting identity, its buffered side counted by walking the ring. */
    void assertAccounts() {
        int held = Bytes.frames(buffer()).size();
        assertThat(counters.snapshot().offered())
                .as("offered = released + dropped + held")
                .isEqualTo(counters.snapshot().released() + dropped() + held);
        assertThat(counters.held()).as("appended - freed = held").isEqualTo(held);
        assertThat(counters.snapshot().sent())
                .isBetween(counters.snapshot().freed(), counters.snapshot().appended());
    }

    @Override
    public void close() throws IOException {
        Selector last = selection.selector();
        if (last.isOpen()) {
            for (SelectionKey key : last.keys()) {
                key.channel().close();
            }
            last.close();
        }
    }
}
