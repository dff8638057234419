// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.examples.chart.Picture;
import io.github.gas4j.examples.chart.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Shows that a collector may be killed three times without an event being lost; {@link DemoOptions#usage} tells more.
 * Stateless.
 */
public final class Demo {
    private static final int WRONG_OPTIONS = 2;

    private Demo() {}

    /** Plays the demo and exits with its exit status. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(exitStatus(arguments));
    }

    private static int exitStatus(String[] arguments) throws IOException, InterruptedException {
        DemoOptions options;
        try {
            options = DemoOptions.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + System.lineSeparator() + DemoOptions.usage());
            return WRONG_OPTIONS;
        }
        if (options.help()) {
            System.out.println(DemoOptions.usage());
            return 0;
        }
        try {
            return play(options);
        } catch (DemoFailure failure) {
            System.err.println(System.lineSeparator() + "The demo has failed: " + failure.getMessage());
            return 1;
        }
    }

    private static int play(DemoOptions options) throws IOException, InterruptedException {
        try (Stage stage = Stage.open(options)) {
            System.out.printf(
                    Locale.ROOT,
                    "A collector on 127.0.0.1:%d, and delivery=%s%n",
                    stage.collector().port(),
                    options.delivery());
            System.out.printf(
                    Locale.ROOT,
                    "Logback and Log4j2, each with %d threads that log %,d events a second%n",
                    ApplicationProcess.THREADS,
                    ApplicationProcess.PER_SECOND);
            Recording recording = new Recording(System.nanoTime());
            Progress progress = new Progress(System.out, Terminal.isThere());
            List<Outcome> outcomes = new Scenario(stage, progress, recording).play();
            int status = conclude(outcomes);
            System.out.println(new Picture(options.chart()).draw(recording, title(outcomes)));
            return status;
        }
    }

    private static String title(List<Outcome> outcomes) {
        long missing = Outcome.missing(outcomes);
        String end = missing == 0
                ? String.format(Locale.ROOT, "all %,d events arrive", Outcome.logged(outcomes))
                : String.format(Locale.ROOT, "%,d of %,d events are missing", missing, Outcome.logged(outcomes));
        return "The collector is killed " + Scenario.KILLS + " times, and " + end;
    }

    private static int conclude(List<Outcome> outcomes) {
        outcomes.forEach(outcome ->
                System.out.println(System.lineSeparator() + outcome.table().stripTrailing()));
        System.out.println();
        int status = Outcome.exitStatus(outcomes);
        if (status == 0) {
            System.out.println("Every event has arrived.");
        } else {
            System.out.printf(
                    Locale.ROOT, "NOT every event has arrived: %,d are missing.%n", Outcome.missing(outcomes));
        }
        return status;
    }
}
