// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.examples.chart.Recording;
import io.github.gas4j.examples.chart.Trouble;
import io.github.gas4j.testkit.CollectorProcess;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens in the demo, in order. Confined to the demo's thread. */
final class Scenario {
    private static final long FROZEN_MILLIS = 1_500;

    /** How long each outage lasts, at least: the collector's process has to start after it. */
    private static final List<Long> OUTAGES_MILLIS = List.of(1_000L, 2_000L, 5_000L);

    /**
     * How long the connections live before each kill. The second kill comes soon after the first, so that the backoff goes
     * on growing; the third after more than ten seconds, so that the connections have proven themselves and it starts anew.
     */
    private static final List<Long> RUNS_MILLIS = List.of(3_000L, 2_000L, 10_700L);

    /** How often the collector is killed. */
    static final int KILLS = RUNS_MILLIS.size();

    private static final long LAST_RUN_MILLIS = 3_000;
    private static final long LONGEST_WAIT_MILLIS = 15_000;
    private static final long STEP_MILLIS = 100;

    private final Stage stage;
    private final Progress progress;
    private final Recording recording;

    Scenario(Stage stage, Progress progress, Recording recording) {
        this.stage = stage;
        this.progress = progress;
        this.recording = recording;
    }

    /** Plays it and returns its outcome. */
    List<Outcome> play() throws IOException, InterruptedException {
        stage.collector().start();
        stage.startApplications();
        await(stage::isConnected, "the applications have not connected");
        progress.say("both applications are connected");
        for (int outage = 1; outage <= KILLS; outage++) {
            run(RUNS_MILLIS.get(outage - 1));
            kill(outage);
            run(OUTAGES_MILLIS.get(outage - 1));
            stage.collector().start();
            recording.end(System.nanoTime());
            progress.say("collector rebooted");
            await(stage::isConnected, "the applications have not connected again");
            progress.say("both applications are connected again");
        }
        run(LAST_RUN_MILLIS);
        progress.say("the applications end");
        List<Outcome> outcomes = stage.end();
        recording.add(System.nanoTime(), Outcome.logged(outcomes), Outcome.delivered(outcomes), 0);
        return outcomes;
    }

    private void kill(int outage) throws IOException, InterruptedException {
        CollectorProcess collector = stage.collector();
        if (stage.options().freeze()) {
            collector.freeze();
            recording.begin(Trouble.FROZEN, System.nanoTime());
            progress.say("collector frozen");
            run(FROZEN_MILLIS);
        }
        collector.kill();
        recording.begin(Trouble.DOWN, System.nanoTime());
        progress.say("collector killed, " + outage + " of " + KILLS);
    }

    private void run(long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            step();
        }
    }

    private void await(BooleanSupplier condition, String otherwise) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new DemoFailure(
                        otherwise + " in " + LONGEST_WAIT_MILLIS / 1_000 + " s",
                        stage.collector().output());
            }
            step();
        }
    }

    private void step() throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        Delivered delivered = stage.delivered();
        long arrived = 0;
        long logged = 0;
        long buffered = 0;
        for (ApplicationProcess application : stage.applications()) {
            Status status = application.latest();
            long arrivedOfThis = delivered.of(application.framework().epoch()).delivered();
            arrived += arrivedOfThis;
            // a status is a moment old: what has arrived since was logged since
            logged += Math.max(arrivedOfThis, status == null ? 0 : status.loggedInAll());
            buffered += status == null ? 0 : status.buffered();
        }
        if (logged > 0) {
            recording.add(System.nanoTime(), logged, arrived, buffered);
            progress.show(String.format(
                    Locale.ROOT, "logged %,d  delivered %,d  buffered %,d  %s", logged, arrived, buffered, states()));
        }
    }

    private String states() {
        return stage.applications().stream()
                .map(application -> state(application.latest()))
                .distinct()
                .collect(Collectors.joining("/"));
    }

    private static String state(@Nullable Status status) {
        return status == null
                ? "starting"
                : status.state().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
