// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.testkit.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a journal to the demo's exit status. */
class OutcomeTest {
    private static final String PREFIX = "2026-01-01 00:00:00,000 [worker-0] INFO  shop.Checkout - ";

    @TempDir
    private Path directory;

    private final Delivered delivered = new Delivered();
    private JournalReader journal = new JournalReader(new Journal(Path.of("")));
    private Path first = Path.of("");
    private Path second = Path.of("");

    @BeforeEach
    void twoConnections() {
        journal = new JournalReader(new Journal(directory));
        first = directory.resolve("connection-1");
        second = directory.resolve("connection-2");
    }

    @Test
    void isCompleteWhenEveryEventHasArrivedWhereverItDid() throws IOException {
        write(second, line(1, 0) + line(0, 1));
        write(first, line(0, 0));

        Outcome outcome = outcome(2, 1);

        assertThat(outcome.missing()).isZero();
        assertThat(Outcome.exitStatus(List.of(outcome))).isZero();
    }

    @Test
    void failsForOneMissingEvent() throws IOException {
        write(first, line(0, 0) + line(0, 2) + line(1, 0));

        Outcome outcome = outcome(3, 1);

        assertThat(outcome.missing()).isOne();
        assertThat(outcome.table()).contains("0:1 to 0:1");
        assertThat(Outcome.exitStatus(List.of(outcome))).isOne();
    }

    @Test
    void failsWhenOneOfTwoApplicationsMissesAnEvent() throws IOException {
        write(first, line(0, 0));

        assertThat(Outcome.exitStatus(List.of(outcome(1), outcome(2)))).isOne();
    }

    @Test
    void failsWhenAThreadsLastEventsOrAllOfThemAreMissing() throws IOException {
        write(first, line(0, 0));

        assertThat(outcome(3, 4).missing()).isEqualTo(6);
    }

    @Test
    void countsDuplicatesWithoutTakingThemForMissingOnes() throws IOException {
        write(first, line(0, 0) + line(0, 1));
        write(second, line(0, 0) + line(0, 1) + line(0, 2));

        Outcome outcome = outcome(3);

        assertThat(outcome.arrivals().duplicates()).isEqualTo(2);
        assertThat(outcome.arrivals().delivered()).isEqualTo(3);
        assertThat(Outcome.exitStatus(List.of(outcome))).isZero();
    }

    @Test
    void countsALineOnlyWithItsNewline() throws IOException {
        String line = line(0, 0);
        write(first, line.substring(0, line.length() - 1));
        write(second, line(0, 1));
        Outcome torn = outcome(2);
        long missingWhileTorn = torn.missing();

        write(first, "\n");

        assertThat(missingWhileTorn).isOne();
        assertThat(outcome(2).missing()).isZero();
    }

    @Test
    void takesNoTornIdForAShorterOne() throws IOException {
        write(first, PREFIX + "order accepted, id=logback:0:1\n");

        assertThat(outcome(20).arrivals().delivered()).isZero();
    }

    @Test
    void failsForAnEventThatWasNeverLogged() throws IOException {
        write(first, line(0, 0) + line(0, 1) + line(7, 0));

        Outcome outcome = outcome(1);

        assertThat(outcome.arrivals().unexpected(List.of(1))).isEqualTo(2);
        assertThat(Outcome.exitStatus(List.of(outcome))).isOne();
    }

    @Test
    void failsWhenNothingWasLogged() throws IOException {
        assertThat(Outcome.exitStatus(List.of(outcome(0, 0)))).isOne();
        assertThat(Outcome.exitStatus(List.of())).isOne();
    }

    private Outcome outcome(Integer... logged) throws IOException {
        journal.poll(delivered::add);
        Status status = new Status(List.of(logged), 0, 0, "CONNECTED", 0, 0, Map.of());
        return new Outcome("Logback", status, delivered.of("logback"));
    }

    private static String line(int thread, int seq) {
        return PREFIX + new EventId("logback", thread, seq).message() + "\n";
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
