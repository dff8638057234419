// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Questions that are answered only when the test says so. */
class FreshQuestionsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Deque<Runnable> started = new ArrayDeque<>();
    private final FreshQuestions questions =
            new FreshQuestions(new Resolver(host -> new InetAddress[0], this::heldThread, () -> {}));

    private Thread heldThread(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                started.add(task);
            }
        };
    }

    private FreshQuestions.Question about(String host, long now) {
        return Objects.requireNonNull(questions.about(host, now));
    }

    @Test
    void areAskedTwiceASecondAtMost() {
        FreshQuestions.Question first = about("collector", 0);
        started.remove().run();
        first.use();

        assertThat(questions.about("collector", SECOND / 2 - 1))
                .as("it would be the same")
                .isSameAs(first);
        assertThat(questions.about("another", 0)).isNotNull();
        assertThat(questions.about("collector", SECOND / 2)).isNotNull().isNotSameAs(first);
    }

    @Test
    void keepTheAnswerThatCameTooLate() {
        FreshQuestions.Question first = about("collector", 0);
        assertThat(about("collector", 60 * SECOND)).as("not answered yet").isSameAs(first);
        started.remove().run();

        assertThat(about("collector", 10 * SECOND)).isSameAs(first);
        assertThat(about("collector", 10 * SECOND + 1)).as("too old").isNotSameAs(first);
    }

    @Test
    void areNotAskedWhileOthersHang() {
        about("hangs", 0);
        about("hangs.too", 0);

        assertThat(questions.about("collector", 0)).isNull();
    }

    @Test
    void forgetNamesThatCameAndWent() {
        List<FreshQuestions.Question> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(about("collector" + i, 0));
            started.remove().run();
        }
        assertThat(about("collector199", 0)).isSameAs(all.get(199));
        assertThat(about("collector0", 0)).isNotSameAs(all.get(0));
    }
}
