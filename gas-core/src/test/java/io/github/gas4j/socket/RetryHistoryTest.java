// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.Destination;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RetryHistoryTest {
    private static final Destination SERVER = new Destination("server", 9999);

    private final Throwable lastKnown = new IOException("met by another call");
    private final RetryHistory history = new RetryHistory();

    @Test
    void goesOnWithWhatThereIs() {
        assertThat(RetryHistory.orNew(history)).isSameAs(history);
        assertThat(RetryHistory.orNew(null).retries()).isZero();
    }

    @Test
    void lastFailureIsTheCauseAndEarlierOnesAreSuppressed() {
        history.failed(new IOException("reset"));
        history.retried(new IOException("refused"));
        history.retried(new IOException("timed out"));

        assertThatThrownBy(() -> history.throwIfSpent(2, SERVER, lastKnown))
                .isInstanceOf(MaxRetriesExceededException.class)
                .hasMessage("gave up reconnecting to server:9999 after 2 attempts (maxRetries is 2): timed out")
                .satisfies(thrown -> assertThat(thrown.getCause()).hasMessage("timed out"))
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("reset", "refused"));
    }

    @Test
    void callThatHasMetNoFailureItselfNamesTheLastKnown() {
        assertThatThrownBy(() -> history.throwIfSpent(0, SERVER, lastKnown)).hasCause(lastKnown);
    }

    @Test
    void callThatGoesOnForEverKeepsTheLatestFailuresOnly() throws IOException {
        for (int i = 1; i <= 1_000; i++) {
            history.retried(new IOException("refused " + i));
            history.throwIfSpent(-1, SERVER, lastKnown);
        }

        assertThatThrownBy(() -> history.throwIfSpent(1_000, SERVER, lastKnown))
                .hasMessageContaining("after 1000 attempts")
                .satisfies(thrown -> assertThat(thrown.getCause()).hasMessage("refused 1000"))
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .hasSize(31)
                        .satisfies(earlier -> assertThat(earlier[0]).hasMessage("refused 969")));
    }

    @Test
    void whatWasBeforeAGoodConnectionNoLongerCounts() throws IOException {
        history.retried(new IOException("refused"));
        history.startAnew();

        history.throwIfSpent(1, SERVER, lastKnown);

        assertThat(history.retries()).isZero();
    }
}
