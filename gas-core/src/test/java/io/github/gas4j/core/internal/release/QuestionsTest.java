// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.IdleConnection;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an answer proves, and what follows from none. */
class QuestionsTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final FrameBuffer ring = DirectRing.allocate(1 << 16, new Counters());
    private final Ledger ledger = new Ledger(ring, new Counters());
    private final AnswerVerdict verdict = new AnswerVerdict();
    private final Peer peer = new Peer();
    private long now = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(1);
    private Questions questions = new Questions(peer, verdict, PATIENCE, now);

    /** A peer of whom only questions and answers matter. */
    private static final class Peer extends IdleConnection {
        private boolean canBeAsked = true;
        private long asked;
        private long answered;

        @Override
        public boolean canBeAsked() {
            return canBeAsked;
        }

        @Override
        public long ask() {
            asked += 2;
            return asked - 1;
        }

        @Override
        public long answered() {
            return answered;
        }
    }

    /** Writes so many events of one word. */
    private void write(int events) {
        for (int i = 0; i < events; i++) {
            long record = ring.claim(4);
            ring.records().begin(record, 4);
            ring.records().commit(record, 4);
        }
        ledger.written(ring.tail(), events);
    }

    private boolean after(long nanos) {
        now += nanos;
        return questions.tick(now, true);
    }

    @Test
    void anAnswerProvesWhatWasWrittenBeforeTheQuestion() throws IOException {
        write(10);
        long asked = ledger.sent();
        questions.ask(ledger, now);
        write(5);
        peer.answered = 1;

        assertThat(after(0)).as("the connection has to live on").isFalse();
        assertThat(after(49 * MILLI)).isFalse();
        assertThat(questions.provenEnd()).isZero();
        assertThat(after(MILLI)).isTrue();
        assertThat(questions.provenEnd()).isEqualTo(asked);
        assertThat(questions.provenEvents()).isEqualTo(10);
        assertThat(questions.isAllAsked(ledger)).isFalse();
    }

    @Test
    void theAnswerToTheQuestionBeforeProvesNothing() throws IOException {
        write(1);
        questions.ask(ledger, now);
        peer.answered = 1;
        after(0);
        after(50 * MILLI);
        write(1);
        questions.ask(ledger, now);

        peer.answered = 2; // OpenSSL's second answer comes with the next question
        after(0);
        assertThat(after(50 * MILLI)).isFalse();
        peer.answered = 3;
        after(0);
        assertThat(after(50 * MILLI)).isTrue();
    }

    @Test
    void aConnectionThatDoesNotLiveOnProvesNothing() throws IOException {
        write(1);
        questions.ask(ledger, now);
        peer.answered = 2;
        after(0);

        now += 60 * MILLI;
        assertThat(questions.tick(now, false))
                .as("bytes that are not read may hide an end")
                .isFalse();
        assertThat(questions.provenEnd()).isZero();
    }

    @Test
    void twoQuestionsWithoutAnAnswerEndTheAsking() throws IOException {
        write(1);
        questions.ask(ledger, now);
        after(499 * MILLI);
        assertThat(questions.isOpen()).isTrue();
        after(MILLI);
        assertThat(questions.decide()).isTrue();
        assertThat(questions.isOpen()).isFalse();
        questions.ask(ledger, now);
        after(500 * MILLI);

        assertThat(questions.decide()).isFalse();
        assertThat(new Questions(peer, verdict, PATIENCE, now).decide()).isFalse();
        now += TimeUnit.HOURS.toNanos(1);
        assertThat(new Questions(peer, verdict, PATIENCE, now).decide())
                .as("it is asked again after an hour")
                .isTrue();
    }

    @Test
    void aLateAnswerToTheLastQuestionCounts() throws IOException {
        write(1);
        questions.ask(ledger, now);
        after(500 * MILLI);
        questions.ask(ledger, now);
        after(500 * MILLI);
        assertThat(questions.decide()).isFalse();

        peer.answered = 3;
        after(MILLI);
        assertThat(questions.decide()).isTrue();
        assertThat(after(50 * MILLI)).isTrue();
        assertThat(new Questions(peer, verdict, PATIENCE, now).decide()).isTrue();
    }

    private void askAndGetAnAnswer() throws IOException {
        write(1);
        questions.ask(ledger, now);
        peer.answered = peer.asked - 1;
        after(0);
        after(50 * MILLI);
    }

    @Test
    void aConnectionThatHasAnsweredHasMoreTime() throws IOException {
        askAndGetAnAnswer();
        write(1);
        questions.ask(ledger, now);

        after(PATIENCE - 1);
        assertThat(questions.decide()).isTrue();
        after(1);
        assertThat(questions.decide()).isFalse();
        assertThat(new Questions(peer, verdict, PATIENCE, now).decide())
                .as("the next connection asks again")
                .isTrue();
    }

    @Test
    void aCollectorThatAnswersNoLongerIsFoundOutSoon() throws IOException {
        askAndGetAnAnswer();
        questions = new Questions(peer, verdict, PATIENCE, now);
        for (int i = 0; i < 2; i++) {
            assertThat(questions.decide()).isTrue();
            write(1);
            questions.ask(ledger, now);
            after(TimeUnit.SECONDS.toNanos(2));
        }

        assertThat(questions.decide()).isFalse();
        assertThat(new Questions(peer, verdict, PATIENCE, now).decide()).isFalse();
    }

    @Test
    void aConnectionThatCannotAskDecidesNothing() {
        peer.canBeAsked = false;
        questions = new Questions(peer, verdict, PATIENCE, now);

        assertThat(questions.decide()).isFalse();
        assertThat(questions.nanosUntilDue(now)).isEqualTo(Long.MAX_VALUE);
    }
}
