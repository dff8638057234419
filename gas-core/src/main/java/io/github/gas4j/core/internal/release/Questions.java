// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Connection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Asks the collector, over the connection that is written to, for an answer that it gives only after it has read everything
 * before the question. TLS 1.3 can ask: see {@link Connection#ask}. The answer proves more than the acknowledgement of the
 * collector's kernel, and needs no second connection. What was read may not be stored yet, so the proof is complete when the
 * connection has lived for another 50 ms: a crash would have ended it.
 *
 * <p>At most one question is open. A second one follows a first one that was not answered in time.
 *
 * <p>Confined to the sender's thread. A connection has one instance.
 */
public final class Questions {
    /** How long the connection must live after an answer. */
    static final long LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Time within which a collector answers that has never answered before. Those that do take some milliseconds. */
    static final long FIRST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The same for one that has answered on an earlier connection. */
    static final long LATER_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Time between two questions under {@code REPLAY}. */
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private final AnswerVerdict verdict;
    private final long patienceNanos;
    private final boolean possible;
    /** Whether this connection has left questions without an answer. */
    private boolean silent;
    /** Whether this connection has answered. */
    private boolean talks;
    /** The open question, or 0. */
    private long question;

    /** When the last question was asked; at first, when the connection began. */
    private long askedAt;
    /** What had been written before the open question. */
    private long askedEnd;

    private long askedEvents;
    /** Whether the open question is answered, and the connection has to live on. */
    private boolean answered;

    private long answeredAt;
    /** The position below which everything is known to be read. */
    private long provenEnd;

    private long provenEvents;

    /**
     * Creates the questions of a connection to which nothing has been written.
     *
     * @param patienceNanos how long to wait for an answer after the first one
     */
    public Questions(Connection connection, AnswerVerdict verdict, long patienceNanos, long now) {
        this.connection = connection;
        this.verdict = verdict;
        this.patienceNanos = patienceNanos;
        askedAt = now;
        possible = connection.canBeAsked() && verdict.isWorthAsking(now);
    }

    /** Returns whether answers decide what is released: the connection can ask, and the collector answers, so far. */
    public boolean decide() {
        return possible && !silent;
    }

    boolean endProvesReading() {
        return connection.endProvesReading();
    }

    /** Returns whether a question waits for its answer, or an answer for its time. */
    public boolean isOpen() {
        return question != 0;
    }

    /** Returns the position below which everything is known to be read. */
    public long provenEnd() {
        return provenEnd;
    }

    /** Returns the number of events that the ledger called sent at that position. */
    public long provenEvents() {
        return provenEvents;
    }

    /** Returns whether everything that was written has been asked about. */
    public boolean isAllAsked(Ledger ledger) {
        return ledger.sent() <= (isOpen() ? askedEnd : provenEnd);
    }

    /** Returns whether everything that was written is known to be read. */
    public boolean proveAll(Ledger ledger) {
        return !isOpen() && isAllAsked(ledger);
    }

    /** Asks about everything that was written. Called while all staged bytes are written and no question is open. */
    public void ask(Ledger ledger, long now) throws IOException {
        long asked = connection.ask();
        if (asked == 0) {
            silent = true; // this JVM's TLS does not ask
            return;
        }
        question = asked;
        askedAt = now;
        askedEnd = ledger.sent();
        askedEvents = ledger.sentEvents();
        answered = false;
    }

    /**
     * Notices an answer, or that none has come.
     *
     * @param alive whether everything that the collector sent has been read, and it has not ended the connection
     * @return whether something more is known to be read
     */
    public boolean tick(long now, boolean alive) {
        if (!isOpen()) {
            return false;
        }
        if (!answered && connection.answered() >= question) {
            answered = true;
            answeredAt = now;
            silent = false;
            talks = true;
            verdict.answered();
        }
        if (answered) {
            return alive && now - answeredAt >= LIFE_NANOS && prove();
        }
        if (!silent && now - askedAt >= patience()) {
            verdict.unanswered(now);
            silent = talks || !verdict.isWorthAsking(now);
            question = silent ? question : 0; // a late answer to the last one still counts
        }
        return false;
    }

    private boolean prove() {
        question = 0;
        provenEnd = askedEnd;
        provenEvents = askedEvents;
        return true;
    }

    /** Returns the nanoseconds until {@link #tick} has to be called even if nothing happens. */
    public long nanosUntilDue(long now) {
        if (!isOpen()) {
            return Long.MAX_VALUE;
        }
        if (answered) {
            return Math.max(0, answeredAt + LIFE_NANOS - now);
        }
        return silent ? Long.MAX_VALUE : Math.max(0, askedAt + patience() - now);
    }

    /** Returns the nanoseconds until another question is due under {@code REPLAY}. */
    public long nanosUntilNext(long now) {
        return Math.max(0, askedAt + EVERY_NANOS - now);
    }

    /** Adapts the positions after frames were taken out. */
    public void moveOver(Gap gap) {
        askedEnd = gap.moved(askedEnd);
        provenEnd = gap.moved(provenEnd);
    }

    private long patience() {
        if (talks) {
            return patienceNanos;
        }
        return verdict.hasAnswered() ? LATER_PATIENCE_NANOS : FIRST_PATIENCE_NANOS;
    }
}
