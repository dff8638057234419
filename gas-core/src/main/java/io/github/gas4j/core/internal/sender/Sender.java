// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.buffer.Resize;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.letters.DeadLetters;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.report.Failure;
import io.github.gas4j.core.internal.report.Reporter;
import io.github.gas4j.core.internal.search.Search;
import io.github.gas4j.core.internal.session.Closing;
import io.github.gas4j.core.internal.session.DeliverySession;
import io.github.gas4j.core.internal.session.Outbound;
import io.github.gas4j.core.internal.session.SearchSession;
import io.github.gas4j.core.internal.session.Session;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle that moves frames from the buffer to the collector: connect or back off, write, release, expire, report.
 * No call blocks on a socket, and the wait of a cycle is in {@link IdleStrategy}. A slow listener delays the cycle.
 *
 * <p>No {@code Throwable} of a cycle ends the client. After a failure the connection is closed and what it leaves is
 * counted without an allocation. The report allocates, and is postponed if there is no memory for it.
 *
 * <p>Confined to the sender's thread, except {@link Requests} and the volatile fields, which only this thread writes.
 */
public final class Sender {
    private final SenderParts parts;
    private final LongSupplier clock;
    private final Requests requests;
    private final Intake intake;
    private final Reporter reporter;
    private final Ledger ledger;
    private final StateMachine states;
    private final Outbound outbound;
    private final Resize resize;
    private final Outage outage;
    private final DeadLetters letters;
    private final Removal removal;
    private final Expiry expiry;
    private final Schedule schedule;
    private final Ending ending;
    private final Draining draining;
    private final Inquiry inquiry;
    private final ProofRequest proofs;
    private final Vitals vitals;

    private Setup setup;
    private @Nullable Session session;
    private boolean finished;
    private boolean closed;
    /** Whether nothing in the present cycle has thrown what may be a defect or a shortage. */
    private boolean faultless;

    private volatile ClientOptions options;
    private volatile boolean deliveredAll;

    public Sender(ClientOptions options, SenderParts parts, Intake intake, Counters counters) {
        this.parts = parts;
        clock = parts.clock();
        requests = parts.requests();
        reporter = parts.reporter();
        this.intake = intake;
        ledger = new Ledger(intake.buffer(), counters);
        outage = new Outage(parts.random(), clock.getAsLong(), ledger.buffer().tail());
        states = new StateMachine(reporter::stateChanged);
        Search search = new Search(parts.random());
        outbound = Outbound.of(options.delivery(), ledger, counters, reporter, search, clock.getAsLong());
        vitals = new Vitals(outbound, clock);
        inquiry = new Inquiry(outbound, outage, clock);
        proofs = new ProofRequest(requests, ledger);
        setup = Setup.first(options, parts);
        letters = new DeadLetters(intake, ledger, clock, reporter.notices()::warn, reporter::inform);
        letters.use(options);
        removal = new Removal(outbound, setup.expiryTracker(), outage, letters);
        expiry = new Expiry(removal, ledger, setup.expiryTracker(), clock.getAsLong());
        StreamReporter streamReporter = new StreamReporter(parts, intake, counters);
        schedule = new Schedule(parts, outbound, outage, expiry, letters, streamReporter);
        resize = new Resize(intake, ledger, counters);
        ending = new Ending(options, intake, ledger, resize, reporter, letters);
        draining = new Draining(requests, intake, ledger, letters, outage, inquiry);
        this.options = options;
    }

    /** Returns the options in force. Called by any thread, like the three methods that follow. */
    public ClientOptions options() {
        return options;
    }

    public ConnectionState state() {
        return states.state();
    }

    /** Returns what it tells of positions, ages and times. */
    public Vitals vitals() {
        return vitals;
    }

    /** Returns whether the buffer was empty when the client ended. */
    public boolean hasDeliveredAll() {
        return deliveredAll;
    }

    /** Returns whether only {@link #finish} is left of the end asked for. Called by the sender's thread or after its end. */
    public boolean isFinished() {
        return finished;
    }

    /**
     * Does all that can be done now, then waits until there may be more to do.
     *
     * @return false after what may be a defect or a shortage, after which the next cycle should not follow at once
     */
    boolean cycle() {
        Thread.interrupted(); // a set flag would make the selector spin and close channels
        long now = clock.getAsLong();
        faultless = true;
        try {
            work(now);
        } catch (Throwable failure) {
            lost(now, failure);
        }
        return faultless;
    }

    private void work(long now) throws IOException {
        if (states.state() == ConnectionState.NEW) {
            begin(now);
        }
        obey(now);
        outage.tick(now, ledger, setup);
        intake.watchTail(now);
        inquiry.tick();
        ledger.dropAborted();
        reporter.bufferUsed(ledger.buffer().usedBytes(), ledger.buffer().capacity());
        if (!finished) {
            step(now);
        }
        if (!finished) {
            expiry.run(session, now, requests.takeSave());
            if (removal.evict(setup.eviction(), session)) {
                parts.idleStrategy().reset();
            }
            proofs.tick(session, now);
            vitals.tick(now);
            schedule.idle(now, setup, session, states.state() == ConnectionState.CONNECTING);
        }
    }

    /**
     * Ends the client: refuses, closes, counts and reports. Does nothing the second time. Called by the sender's thread or,
     * if that never ran or has ended without it, by the thread that closes the client.
     *
     * @param wanted whether the client was told to end
     */
    public void finish(boolean wanted) {
        if (closed) {
            return;
        }
        intake.close();
        if (session != null) {
            drop(session, Closing.STOPPED, clock.getAsLong());
        }
        setup.destinations().abort();
        deliveredAll = ledger.buffer().usedBytes() == 0;
        ending.count(clock.getAsLong(), wanted);
        vitals.ended(clock.getAsLong());
        closed = true; // only now, or a second call would not count
        states.transitionTo(ConnectionState.CLOSED);
        ending.releaseBuffer();
        parts.selection().close();
    }

    /** Reports after the end what could not be reported for want of memory. Returns whether everything is reported. */
    boolean tellEnd() {
        return ending.tell(clock.getAsLong());
    }

    private void obey(long now) {
        ClientOptions next = requests.takeOptions();
        if (next != null) {
            reconfigure(next);
        }
        resize.complete();
        if (requests.takeRetry()) {
            outage.retryNow(now);
        }
        finished = draining.tick(session, now);
    }

    private void step(long now) throws IOException {
        switch (states.state()) {
            case BACKING_OFF -> {
                if (outage.poll(now, ledger, setup)) {
                    begin(now);
                }
            }
            case CONNECTING -> {
                Connection connection = setup.destinations().poll(now);
                if (connection != null) {
                    connected(connection, now);
                    transfer(now); // at once: the header is staged, and only a short write makes the selector wait
                }
            }
            case CONNECTED -> transfer(now);
            case NEW, CLOSED -> finished = true;
        }
    }

    private void begin(long now) throws IOException {
        states.transitionTo(ConnectionState.CONNECTING);
        outage.attempt(now);
        vitals.attempt(now);
        parts.renewSelector(setup.destinations());
        setup.destinations().begin(outbound.search().isOn(), now);
    }

    /** Goes on over a connection that the present attempt has led to. */
    void connected(Connection connection, long now) {
        session = inquiry.over(connection, setup);
        states.transitionTo(ConnectionState.CONNECTED);
        vitals.connected();
        reporter.notices().shortcoming(parts.sendQueues().shortcoming(connection.isLocal()));
        if (session instanceof DeliverySession) {
            reporter.connected(now, ledger.eventsToReplay());
        }
        parts.idleStrategy().reset();
    }

    private void transfer(long now) throws IOException {
        Session live = Objects.requireNonNull(session);
        live.pump(now);
        if (live.hasMoved()) {
            parts.idleStrategy().reset();
        }
        if (!live.isOver()) {
            return;
        }
        if (live instanceof SearchSession) {
            drop(live, Closing.LOST, now);
            inquiry.goOn(setup, requests.end().isHurried(), now);
            states.transitionTo(ConnectionState.BACKING_OFF);
            return;
        }
        boolean wroteAll = ledger.unsentBytes() == 0; // else it has ended behind a large frame
        drop(live, live.isAnswered() ? Closing.ANSWERED : draining.unanswered(), now);
        if (live.isProven(now)) {
            outage.over(setup);
        }
        proofs.over(live.isAnswered());
        finished = draining.isLast(wroteAll);
        if (!finished) {
            begin(now);
        }
    }

    /** Called when the collector has ended an idle connection, which is no failure. */
    private void endedIdle(Session ended, long now) {
        drop(ended, Closing.LOST, now);
        setup.destinations().abort();
        if (ended.isProven(now)) {
            outage.over(setup);
            reporter.proven();
        }
        if (outage.endedIdle(now, ledger)) {
            states.transitionTo(ConnectionState.BACKING_OFF);
        } else {
            try {
                begin(now);
            } catch (IOException | RuntimeException | Error failure) {
                lost(now, failure);
            }
        }
    }

    /** Closes the session's connections. Never throws. */
    private void drop(Session ended, Closing how, long now) {
        session = null;
        try {
            ended.close(how, now);
        } catch (RuntimeException | Error failure) {
            faultless = false;
            parts.erred(failure);
        }
    }

    /** Called when a connection, a connect attempt or only a cycle has failed. */
    private void lost(long now, Throwable failure) {
        boolean attempted = states.state() != ConnectionState.BACKING_OFF;
        if (!attempted || !(failure instanceof IOException)) {
            faultless = false;
            parts.erred(failure);
        }
        Session ended = session;
        if (ended != null && ended.isEndedIdle()) {
            endedIdle(ended, now);
            return;
        }
        letters.isDown();
        boolean proven = ended != null && ended.isProven(now);
        Failure why = Failure.of(failure, ended == null ? null : ended.connection(), proven);
        if (ended != null) {
            drop(ended, Closing.LOST, now);
            proofs.lost();
        }
        setup.destinations().abort();
        if (!attempted) {
            outbound.counters().lastError(why.cause());
            return;
        }
        outbound.counters().fail(why.cause(), proven ? 0 : 1);
        vitals.failed(now);
        outage.failed(now, why, ledger, setup);
        boolean begins = ended instanceof DeliverySession lost && inquiry.begins(lost, failure, setup, now);
        reporter.failed(now, why);
        if (begins) {
            inquiry.goOn(setup, requests.end().isHurried(), now);
        }
        states.transitionTo(ConnectionState.BACKING_OFF);
        finished |= outage.endsClient();
    }

    /** Goes on with other options, or with the present ones if there is too little memory for the change. */
    private void reconfigure(ClientOptions next) {
        Reconfiguration change = Reconfiguration.of(next, setup, parts, resize, letters);
        if (change == null) {
            return;
        }
        setup.destinations().abort();
        setup = change.setup();
        options = next;
        change.apply(resize, outbound, reporter);
        if (!change.sameConnection()) {
            proofs.reconnects();
            change.reconnect(session, inquiry, outage, clock.getAsLong());
        }
        if (states.state() == ConnectionState.CONNECTING) {
            setup.destinations().begin(outbound.search().isOn(), clock.getAsLong());
        }
    }
}
