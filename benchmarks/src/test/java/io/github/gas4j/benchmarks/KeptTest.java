// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that stay for some rounds. */
class KeptTest {
    private final Kept<Closeable> kept = new Kept<>();
    private final List<String> events = new ArrayList<>();

    @Test
    void startsAProcessOnceForThreeRounds() throws Exception {
        for (int round = 1; round <= 4; round++) {
            kept.use("one", () -> start("one"), process -> events.add("use"));
            kept.roundEnded(round);
        }

        assertThat(events).containsExactly("start one", "use", "use", "use", "close one", "start one", "use");
    }

    @Test
    void doesNotUseAProcessAgainThatFailed() throws Exception {
        assertThatThrownBy(() -> kept.use("one", () -> start("one"), process -> {
                    throw new IOException("it has ended");
                }))
                .hasMessage("it has ended");
        kept.use("one", () -> start("one"), process -> events.add("use"));

        assertThat(events).containsExactly("start one", "close one", "start one", "use");
    }

    private Closeable start(String name) {
        events.add("start " + name);
        return () -> events.add("close " + name);
    }
}
