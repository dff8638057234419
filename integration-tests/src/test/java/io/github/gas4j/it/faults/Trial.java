// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.LoadReport;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.it.fixtures.StopReport;
import io.github.gas4j.testkit.CollectorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Puts a contestant through a fault: an application logs at a steady rate before, during and after it, and everything is
 * counted in the end. Confined to one thread.
 */
final class Trial {
    /** The load that is counted. */
    static final int EPOCH = 1;

    private static final int CONTROL_EPOCH = 2;
    private static final int WARM_UP_THREADS = 2;
    private static final long WARM_UP_EVENTS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PEERS_PATIENCE = Duration.ofSeconds(8);
    private static final Pattern AT_THE_END = Pattern.compile("(\\d+) as SHUTDOWN");

    private final Fault fault;
    private final Contestant contestant;
    private final Run run;
    private final Stage stage;
    private final Application application;
    private final CollectorProcess collector;

    private Trial(Fault fault, Contestant contestant, Stage stage) throws IOException {
        this.fault = fault;
        this.contestant = contestant;
        this.run = stage.run();
        this.stage = stage;
        this.application = stage.start(fault, contestant);
        this.collector = stage.collector();
    }

    /** Runs the trial, adds it to the table, and then, for an appender of ours, checks the invariants. */
    static void run(Fault fault, Contestant contestant, Rate rate, Path directory, FaultTable table)
            throws IOException {
        try (Stage stage = Stage.open(fault, new Run(Size.chosen(), rate), directory)) {
            Trial trial = new Trial(fault, contestant, stage);
            if (contestant.isOurs()) {
                trial.runOurs(table);
            } else {
                trial.runPeer(table);
            }
        }
    }

    private void runOurs(FaultTable table) throws IOException {
        if (!fault.is(Trait.DOWN_AT_START)) {
            // the first handshake of a JVM takes a while, and a fault before it would meet no connection
            application.awaitStats("connected", stats -> stats.state().equals("CONNECTED"));
        }
        boolean warm = warmUp();
        long before = System.nanoTime();
        LoadReport[] reports = play();
        Duration played = Checks.since(before);
        boolean written = fault.is(Trait.DOWN_AT_STOP) || awaitAllWritten();
        Stats stats = Checks.accountsBalance(application);
        long accepted = collector.accepted();
        StopReport stop = application.stop();
        awaitQuiet();
        long repeated = repeatedByTheStop(collector.accepted() - accepted, stats);
        Arrivals arrivals = Arrivals.in(collector.journal(), contestant.framing());
        long dropped = stats.get("Dropped") + droppedAtTheEnd();
        Optional<Boolean> fits = Optional.of(fault.fits(run, contestant, played, stats.get("BufferCapacityBytes")));
        String notes = notes(arrivals, stats, dropped);
        Outcome outcome = Outcome.of(run.rate(), fits, reports[0], arrivals, dropped, notes);
        table.add(fault.title(), contestant, outcome);
        Invariants invariants = new Invariants(fault, contestant, outcome);
        invariants.ofTheRest(written, stats);
        invariants.ofWhatArrived(arrivals, stats, repeated);
        invariants.ofAttempts(stats, Checks.since(before));
        invariants.ofCallers(reports[0], reports[1], run, warm);
        invariants.ofTheEnd(stop);
    }

    /**
     * A collector that is too busy to end its side within half a second gets what is kept once more, over another
     * connection. With CONFIRMED the stop waits for it instead, and another connection is the witness.
     */
    private long repeatedByTheStop(long connections, Stats stats) {
        return connections > 0 && contestant.delivery() != Delivery.CONFIRMED ? stats.get("UnconfirmedEvents") : 0;
    }

    /** Returns whether the client has written everything; one with nothing to say need not be connected for it. */
    private boolean awaitAllWritten() {
        try {
            application.awaitStats(
                    "all is written",
                    stats -> stats.get("BufferedEvents") == 0
                            && (fault.is(Trait.CALM) || stats.state().equals("CONNECTED")));
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }

    private static String notes(Arrivals arrivals, Stats stats, long dropped) {
        long arrivedNevertheless = arrivals.all() + dropped - stats.get("Offered");
        return arrivedNevertheless > 0 ? arrivedNevertheless + " of the dropped had arrived." : "";
    }

    /** A peer tells nothing: what has not come a while after the end of the load is taken for lost. */
    private void runPeer(FaultTable table) throws IOException {
        warmUp();
        LoadReport[] reports = play();
        String notes = reports[0].stuck() > 0 ? reports[0].stuck() + " threads never came back. " : "";
        notes += reports[0].failures() > 0 ? reports[0].failures() + " calls threw. " : "";
        try {
            await().atMost(PEERS_PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> arrivals().distinct(EPOCH) >= reports[0].logged());
        } catch (ConditionTimeoutException lost) {
            // the outcome says how many
        }
        try {
            StopReport stop = application.stop();
            String left = stop.left().threads();
            notes += left.isEmpty() ? "" : "Left after stop: " + left + ".";
        } catch (AssertionError hangs) {
            notes += "stop() hangs.";
        }
        awaitQuiet();
        Outcome outcome =
                Outcome.of(run.rate(), Optional.empty(), reports[0], arrivals(), Outcome.UNTOLD, notes.trim());
        table.add(fault.title(), contestant, outcome);
    }

    /** Logs until the code is compiled; the events are on nobody's account. */
    private boolean warmUp() {
        if (fault.is(Trait.DOWN_AT_START) || run.rate().isLow()) {
            return false;
        }
        // a small buffer has no room for more than CONFIRMED can confirm
        int perSecond = fault.is(Trait.OVERFLOWS) ? 1_000 : 4_000;
        application.log(LoadOrder.of(0, WARM_UP_THREADS, WARM_UP_EVENTS).perSecond(perSecond));
        Checks.arrive(collector.journal(), contestant.framing(), WARM_UP_THREADS * WARM_UP_EVENTS);
        return true;
    }

    /** Plays the fault while a load is on, and another one that is only encoded, to tell the machine from the appender. */
    private LoadReport[] play() throws IOException {
        application.begin(run.rate().load(EPOCH));
        application.begin(run.rate().load(CONTROL_EPOCH).at(LoadOrder.CONTROL));
        stage.pause(200, 400);
        fault.script().play(stage);
        stage.pause(200, 400);
        application.halt();
        return new LoadReport[] {application.join(PATIENCE), application.join(PATIENCE)};
    }

    private Arrivals arrivals() {
        return Arrivals.in(collector.journal(), contestant.framing());
    }

    private long droppedAtTheEnd() {
        return application.output().stream()
                .map(AT_THE_END::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** Waits until the collector has read all that was on its way to it. */
    private void awaitQuiet() {
        long[] last = {-1, System.nanoTime()};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            long received = collector.received();
            if (received != last[0]) {
                last[0] = received;
                last[1] = System.nanoTime();
            }
            return collector.open() == 0 || Checks.since(last[1]).toSeconds() >= 1;
        });
    }
}
