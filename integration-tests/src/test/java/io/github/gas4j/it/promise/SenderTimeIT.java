// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.CollectorLives;
import io.github.gas4j.it.fixtures.Firewall;
import io.github.gas4j.it.fixtures.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the sender's thread takes of a core while nothing can be sent. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Report.Extension.class)
class SenderTimeIT {
    private static final boolean NAMESPACES = Namespace.isPossible();
    /** In five seconds much is still interpreted, on a machine that other tests share. */
    private static final double MOST = Length.isLong() ? 0.03 : 0.06;

    private static final int MEASURED_MILLIS = Length.of(30_000, 5_000);
    private static final int SECONDS_TO_FILL = 6;

    /** States in which nothing can be sent. */
    private enum State {
        DOWN("down, 50/s", 50),
        FULL("down and full, 20,000/s", 20_000),
        EVICTING("down, full and DROP_OLDEST, 20,000/s", 20_000),
        HUNG("hung, 50/s", 50),
        HUNG_AND_FULL("hung and full, 20,000/s", 20_000),
        FORGOTTEN("forgotten by the firewall, nothing else works, 50/s", 50),
        CLOSING_AT_ONCE("accepts and closes, 50/s", 50),
        IDLE("idle timeout of 1 s, nothing to send", 0);

        private final String title;
        private final int rate;

        State(String title, int rate) {
            this.title = title;
            this.rate = rate;
        }

        boolean isFull() {
            return rate > 1_000;
        }
    }

    @Test
    void theSenderUsesNextToNothingWhileNothingCanBeSent(@TempDir Path directory, Report report)
            throws InterruptedException {
        assumeTrue(NAMESPACES, "needs a network namespace: Linux, root, ip, iptables");
        List<State> states = Length.isLong() ? Arrays.asList(State.values()) : List.of(State.DOWN, State.FORGOTTEN);
        Together.run(states.stream().filter(state -> !state.isFull()).toList(), state -> run(state, directory, report));
        List<AssertionError> failures = new ArrayList<>();
        for (State state : states.stream().filter(State::isFull).toList()) {
            try {
                Together.run(List.of(state), alone -> run(alone, directory, report));
            } catch (AssertionError failed) {
                failures.add(failed);
            }
        }
        assertThat(failures).isEmpty();
    }

    private static void run(State state, Path directory, Report report) throws IOException {
        Path journal = Files.createTempDirectory(directory, "journal");
        if (state == State.FORGOTTEN) {
            try (Namespace namespace = Namespace.create();
                    CollectorLives lives = CollectorLives.in(namespace, journal)) {
                lives.begin();
                measure(state, lives, report, () -> {
                    new Firewall(namespace).forgetConnections();
                    namespace.loseEverything();
                });
            }
            return;
        }
        Duration idle = state == State.IDLE ? Duration.ofSeconds(1) : Duration.ZERO;
        try (CollectorLives lives = CollectorLives.closingIdle(journal, idle)) {
            lives.begin();
            lives.hangUp(state == State.CLOSING_AT_ONCE);
            measure(state, lives, report, () -> {
                switch (state) {
                    case DOWN, FULL, EVICTING -> lives.kill();
                    case HUNG, HUNG_AND_FULL -> lives.freeze();
                    default -> {}
                }
            });
        }
    }

    /** Begins what the sender is measured in. */
    private interface Trouble {
        void begin() throws IOException;
    }

    private static void measure(State state, CollectorLives lives, Report report, Trouble trouble) throws IOException {
        Setup setup = Setup.of(Setup.framework(state.title.length()), Delivery.REPLAY);
        setup = state == State.EVICTING ? setup.with("overflow", "DROP_OLDEST") : setup;
        try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
            if (state.rate > 0) {
                rig.log(state.rate);
            }
            rig.pass(1_000);
            trouble.begin();
            rig.pass(state.isFull() ? SECONDS_TO_FILL * 1_000L : 1_000);
            long before = System.nanoTime();
            Duration usedBefore = rig.application().senderTime();
            rig.pass(MEASURED_MILLIS);
            Duration used = rig.application().senderTime().minus(usedBefore);
            double share = (double) used.toNanos() / (System.nanoTime() - before);
            Tally tally = new Tally();
            tally.note(String.format(
                    Locale.ROOT,
                    "%.2f %% of a core in %d s",
                    share * 100,
                    Duration.ofMillis(MEASURED_MILLIS).toSeconds()));
            report.add("sender: " + state.title, setup, tally);
            assertThat(share).as("share of a core: %s", state.title).isLessThan(MOST);
        }
    }
}
