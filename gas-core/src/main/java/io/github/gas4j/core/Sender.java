// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle that moves frames from the buffer to the collector: connect or back off, write, release, give up, report.
 * It is the only user of sockets and blocks nowhere but in its {@link Rest}, so that every deadline is its own.
 *
 * <p>Confined to the sender's thread, but for {@link Requests} and the three things that any thread may ask: each is a
 * volatile field that this thread alone writes.
 */
final class Sender implements Runnable {
    /** How long the end waits for producers that are just copying. */
    private static final long COMMIT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final SenderParts parts;
    private final Rest rest;
    private final LongSupplier clock;
    private final Requests requests;
    private final Intake intake;
    private final Counters counters;
    private final Reporter reporter;
    private final Ledger ledger;
    private final StateMachine states;
    private final Stuck stuck = new Stuck();
    private final Outbound outbound;
    private final Resize resize;
    private final Outage outage;
    private final Expiry expiry;

    private Setup setup;
    private @Nullable Session session;
    /** A closing client has written everything once more, because nothing had confirmed it. */
    private boolean wroteAgain;

    private boolean finished;
    private volatile boolean deliveredAll;
    /** The ledger's sent position as of the last cycle, for other threads. */
    private volatile long sentPosition;

    Sender(GasConfig config, SenderParts parts, Intake intake, Counters counters) {
        this.parts = parts;
        clock = parts.clock();
        requests = parts.requests();
        reporter = parts.reporter();
        rest = parts.rest();
        this.intake = intake;
        this.counters = counters;
        ledger = new Ledger(intake.buffer(), counters);
        outage = new Outage(parts.random(), clock.getAsLong(), ledger.buffer().tail());
        states = new StateMachine(reporter::stateChanged);
        FirstWrites firstWrites = new FirstWrites(config.replayMaxAge().toNanos());
        outbound = new Outbound(ledger, new Batch(), firstWrites, counters, reporter);
        expiry = new Expiry(outbound, clock.getAsLong());
        resize = new Resize(intake, ledger, counters);
        setup = Setup.of(config, parts, new Rotations(config, reporter, parts.quiet()));
    }

    /** Any thread may ask. */
    ConnectionState state() {
        return states.state();
    }

    /** The position up to which frames have been written, as of the last cycle; any thread may ask. */
    long sentPosition() {
        return sentPosition;
    }

    /** Whether the end left nothing behind; any thread may ask. */
    boolean hasDeliveredAll() {
        return deliveredAll;
    }

    /** Whether there is nothing left to do but {@link #finish}. */
    boolean isFinished() {
        return finished;
    }

    @Override
    public void run() {
        try {
            while (!isFinished()) {
                cycle();
            }
        } finally {
            finish();
        }
    }

    /** Does all that can be done now, then waits until there may be more to do. */
    void cycle() {
        Thread.interrupted(); // a set flag would make the selector spin and close channels
        long now = clock.getAsLong();
        try {
            if (states.state() == ConnectionState.NEW) {
                begin(now);
            }
            obey(now);
            outage.tick(now, ledger, setup);
            ledger.cancelTorn();
            reporter.bufferUsed(ledger.buffer().usedBytes(), ledger.buffer().capacity());
            if (!finished) {
                step(now);
            }
            if (!finished) {
                discard(now);
                sentPosition = ledger.sent();
                rest(now);
            }
        } catch (IOException | RuntimeException | Error failure) {
            lost(now, Causes.text(failure));
        }
    }

    /** Frees everything and closes; also for a sender that never ran. */
    void finish() {
        intake.close();
        long deadline = clock.getAsLong() + COMMIT_WAIT_NANOS;
        ledger.cancelTorn();
        while (!ledger.buffer().isCommitted() && clock.getAsLong() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            ledger.cancelTorn();
        }
        if (session != null) {
            session.close(Transfer.Closing.STOPPED, clock.getAsLong());
            session = null;
        }
        setup.connector().abort();
        deliveredAll = ledger.buffer().usedBytes() == 0;
        ledger.abandon();
        reporter.close(clock.getAsLong());
        states.transitionTo(ConnectionState.CLOSED);
        FrameBuffer none = new FrameBuffer(0);
        none.seal();
        ledger.letGo(none);
        intake.letGo(none);
        Quietly.close(parts.selector());
    }

    private void obey(long now) {
        GasConfig next = requests.takeConfig();
        if (next != null) {
            reconfigure(next);
        }
        resize.complete(setup.config());
        if (requests.takeRetry()) {
            outage.retryNow(now);
        }
        if (requests.isClosing()) {
            outage.closing(now);
            boolean empty = session == null && ledger.buffer().usedBytes() == 0;
            finished = empty || now - requests.closeDeadline() >= 0;
            if (session != null) {
                session.endWhenDrained();
            }
        }
    }

    private void step(long now) throws IOException {
        switch (states.state()) {
            case BACKING_OFF -> {
                if (outage.isDue(now, ledger, setup)) {
                    begin(now);
                }
            }
            case CONNECTING -> {
                Connection connection = setup.connector().poll(now);
                if (connection != null) {
                    connected(connection, now);
                    transfer(now); // at once: the header is staged, and only a short write makes the selector wait
                }
            }
            case CONNECTED -> transfer(now);
            case NEW, CLOSED -> finished = true;
        }
    }

    private void begin(long now) {
        states.transitionTo(ConnectionState.CONNECTING);
        outage.attempt(now);
        setup.connector().begin(now);
    }

    private void connected(Connection connection, long now) {
        session = new Session(connection, setup, outbound, clock, outage.connected());
        states.transitionTo(ConnectionState.CONNECTED);
        reporter.informOfShortcoming(parts.sendQueues().shortcoming());
        reporter.connected(now, ledger.eventsToReplay());
        rest.worked();
    }

    private void transfer(long now) throws IOException {
        Session live = current();
        live.pump(now);
        if (live.hasMoved()) {
            rest.worked();
        }
        if (!live.isOver()) {
            return;
        }
        live.close(closing(live), now);
        session = null;
        if (live.untilProven(now) == 0) {
            outage.over(setup);
        }
        if (requests.isClosing() && (ledger.unsentBytes() == 0 || wroteAgain)) {
            finished = true;
        } else {
            wroteAgain = requests.isClosing();
            begin(now);
        }
    }

    private Transfer.Closing closing(Session ended) {
        if (ended.isAnswered()) {
            return Transfer.Closing.ANSWERED;
        }
        return requests.isClosing() ? Transfer.Closing.STOPPED : Transfer.Closing.LOST;
    }

    /** The collector ended a connection that was idle, which is no failure. */
    private void endedIdle(Session ended, long now) {
        ended.close(Transfer.Closing.LOST, now);
        session = null;
        if (ended.untilProven(now) == 0) {
            outage.over(setup);
            reporter.proven();
        }
        if (outage.endedIdle(now, ledger)) {
            states.transitionTo(ConnectionState.BACKING_OFF);
        } else {
            begin(now);
        }
    }

    private void lost(long now, String cause) {
        Session ended = session;
        if (ended != null && ended.isEndedIdle()) {
            endedIdle(ended, now);
            return;
        }
        boolean proven = ended != null && ended.untilProven(now) == 0;
        String inFull = cause;
        if (ended != null) {
            String said = ended.answer();
            inFull = said.isEmpty() ? cause : cause + "; it had said: " + said;
            ended.close(Transfer.Closing.LOST, now);
            session = null;
        }
        setup.connector().abort();
        if (proven) {
            outage.lost(now, ledger, setup);
        } else {
            counters.failedAttempts.increment();
            outage.failed(now, ledger, setup, ended != null);
        }
        reporter.failed(now, new Failure(inFull, proven, ended != null));
        if (states.state() != ConnectionState.BACKING_OFF) {
            states.transitionTo(ConnectionState.BACKING_OFF);
        }
        finished |= outage.endsClient();
    }

    /** Drops what has waited long enough, and the oldest events of a buffer that is nearly full. */
    private void discard(long now) {
        setup.giveUp().tick(now, ledger.buffer().tail());
        expiry.run(setup.giveUp(), session, now);
        if (setup.eviction().isDue(ledger)) {
            setup.eviction().run(outbound, session);
            rest.worked();
        }
    }

    private void rest(long now) throws IOException {
        FrameBuffer buffer = ledger.buffer();
        long wait = Math.min(reporter.tick(now), stuck.nanosUntilDue(ledger, now, reporter));
        if (requests.isClosing()) {
            wait = Math.min(wait, Math.max(0, requests.closeDeadline() - now));
        }
        long wakeAbove = setup.eviction().wakeAbove(ledger);
        long unwritten = expiry.unwritten(session);
        if (buffer.tail() > unwritten) {
            wait = Math.min(wait, setup.giveUp().spacingNanos());
        } else if (setup.giveUp().isTimed()) {
            wakeAbove = Math.min(wakeAbove, unwritten); // to note when the next event came
        }
        switch (states.state()) {
            case CONNECTED -> restConnected(now, wait, wakeAbove);
            case CONNECTING -> rest.sleep(Math.min(wait, setup.connector().deadline() - now), wakeAbove, buffer);
            default ->
                rest.sleep(Math.min(wait, outage.nanosUntilDue(now)), Math.min(wakeAbove, outage.wakeAbove()), buffer);
        }
    }

    private void restConnected(long now, long wait, long wakeAbove) throws IOException {
        Session live = current();
        long due = Math.min(wait, live.nanosUntilDue(now));
        if (live.isBlocked()) {
            rest.sleep(due, wakeAbove, ledger.buffer());
        } else if (!live.isFull()) {
            rest.restOrSleep(due, Math.min(wakeAbove, ledger.sent()), ledger.buffer());
        }
    }

    /** Goes on with another configuration, or stays with this one if there is no memory for its buffer. */
    private void reconfigure(GasConfig next) {
        try {
            resize.prepare(next);
        } catch (GasConfigException noMemory) {
            reporter.warn(noMemory.getMessage() + "; the client goes on as it was configured before");
            return;
        }
        boolean sameConnection = next.connectsLike(setup.config());
        boolean sameDestination = next.destination().equals(setup.config().destination());
        setup.connector().abort();
        Rotations rotations =
                sameConnection ? setup.rotations() : setup.rotations().anew(next);
        setup = Setup.of(next, parts, rotations);
        outbound.firstWrites().keepFor(next.replayMaxAge().toNanos());
        reporter.sendsTo(next.destination());
        long now = clock.getAsLong();
        if (session != null && !sameConnection) {
            session.endSoon(now);
        }
        if (!sameConnection) {
            outage.restart(now, sameDestination);
        }
        if (states.state() == ConnectionState.CONNECTING) {
            setup.connector().begin(now);
        }
        intake.replace(Intake.Settings.of(next, ledger.buffer()));
    }

    private Session current() {
        if (session == null) {
            throw new IllegalStateException("connected without a connection");
        }
        return session;
    }
}
