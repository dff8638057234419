// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.Destination;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final Destination SERVER = new Destination("server", 9999);

    private final Throwable lastKnown = new IOException("met by another call");
    private final Tries tries = new Tries();

    @Test
    void goesOnWithWhatThereIs() {
        assertThat(Tries.orNew(tries)).isSameAs(tries);
        assertThat(Tries.orNew(null).retries()).isZero();
    }

    @Test
    void lastFailureIsTheCauseAndEarlierOnesAreSuppressed() {
        tries.failed(new IOException("reset"));
        tries.retried(new IOException("refused"));
        tries.retried(new IOException("timed out"));

        assertThatThrownBy(() -> tries.throwIfSpent(2, SERVER, lastKnown))
                .isInstanceOf(MaxRetriesExceededException.class)
                .hasMessage("gave up reconnecting to server:9999 after 2 attempts (maxRetries is 2): timed out")
                .satisfies(thrown -> assertThat(thrown.getCause()).hasMessage("timed out"))
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("reset", "refused"));
    }

    @Test
    void callThatHasMetNoFailureItselfNamesTheLastKnown() {
        assertThatThrownBy(() -> tries.throwIfSpent(0, SERVER, lastKnown)).hasCause(lastKnown);
    }

    @Test
    void callThatGoesOnForEverKeepsTheLatestFailuresOnly() throws IOException {
        for (int i = 1; i <= 1_000; i++) {
            tries.retried(new IOException("refused " + i));
            tries.throwIfSpent(-1, SERVER, lastKnown);
        }

        assertThatThrownBy(() -> tries.throwIfSpent(1_000, SERVER, lastKnown))
                .hasMessageContaining("after 1000 attempts")
                .satisfies(thrown -> assertThat(thrown.getCause()).hasMessage("refused 1000"))
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .hasSize(31)
                        .satisfies(earlier -> assertThat(earlier[0]).hasMessage("refused 969")));
    }

    @Test
    void whatWasBeforeAGoodConnectionNoLongerCounts() throws IOException {
        tries.retried(new IOException("refused"));
        tries.startAnew();

        tries.throwIfSpent(1, SERVER, lastKnown);

        assertThat(tries.retries()).isZero();
    }
}
