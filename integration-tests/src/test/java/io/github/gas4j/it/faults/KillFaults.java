// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.testkit.CollectorProcess;
import java.io.IOException;
import java.util.List;

/** What ends a collector's process without its doing: what it had not read is gone. Stateless. */
final class KillFaults {
    private KillFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("SIGKILL", Effect.LOSSY, run -> run.kills() * (300 + Run.START_MILLIS), KillFaults::kill),
                Fault.of("SIGKILL of a slow collector", Effect.LOSSY, KillFaults::slowDowntime, KillFaults::killSlow)
                        .with("bufferSize", "64MiB"),
                Fault.of(
                        "frozen, 256 KB written, SIGKILL",
                        Effect.DEADLY,
                        KillFaults::freezeDowntime,
                        KillFaults::freezeAndKill),
                Fault.of(
                                "hang, then replaced",
                                Effect.DEADLY,
                                run -> 2L * run.outageMillis() + Run.START_MILLIS,
                                KillFaults::hang)
                        .with("bufferSize", "64MiB"),
                Fault.of(
                                "SIGKILL behind a layer-4 proxy",
                                Effect.HIDDEN,
                                run -> Run.START_MILLIS,
                                KillFaults::killSeldom)
                        .at(Site.BEHIND_A_PROXY)
                        .being(Trait.RESTLESS),
                Fault.of(
                                "long hang of a quiet service",
                                Effect.DEADLY,
                                KillFaults::longHangDowntime,
                                KillFaults::hangLong)
                        .loggedAt(Rate.QUIET)
                        .with("replayMaxAge", "1m") // the default; with less, events are released during the hang
                        .being(Trait.LONG),
                Fault.of(
                        "stores 200 ms late, SIGKILL",
                        Effect.DECEPTIVE,
                        run -> Run.START_MILLIS,
                        KillFaults::killLate));
    }

    private static int longHangMillis(Run run) {
        return run.size() == Size.FULL ? 27_000 : 11_500;
    }

    private static long longHangDowntime(Run run) {
        return longHangMillis(run) + Run.START_MILLIS;
    }

    private static void hangLong(Stage stage) throws IOException {
        stage.collector().freeze();
        stage.pause(longHangMillis(stage.run()));
        stage.collector().kill();
        stage.collector().start();
    }

    /** It is up for long enough that what waited meanwhile is stored before the next kill. */
    private static void killLate(Stage stage) throws IOException {
        CollectorProcess collector = stage.collector();
        collector.storeLate(200);
        stage.repeat(stage.run().repeats(), again -> {
            stage.pause(1_000, 1_500);
            collector.kill();
            collector.start();
            collector.storeLate(200);
        });
    }

    private static void kill(Stage stage) throws IOException {
        stage.repeat(stage.run().kills(), again -> {
            stage.pause(20, 300);
            stage.collector().kill();
            stage.collector().start();
        });
    }

    private static void killSeldom(Stage stage) throws IOException {
        stage.repeat(stage.run().repeats(), again -> {
            stage.pause(100, 500);
            stage.collector().kill();
            stage.collector().start();
        });
    }

    /** A fifth of the load stays behind all the time. */
    private static long slowDowntime(Run run) {
        return 2L * run.repeats() * (1_000 / 5 + Run.START_MILLIS);
    }

    private static void killSlow(Stage stage) throws IOException {
        CollectorProcess collector = stage.collector();
        long pace = stage.run().rate().bytesPerSecond() * 4 / 5;
        collector.readAllAtMost(pace);
        stage.repeat(2 * stage.run().repeats(), again -> {
            stage.pause(500, 1_000);
            collector.kill();
            collector.start();
            collector.readAllAtMost(pace);
        });
        collector.readFlatOut();
    }

    private static int freezeMillis(Run run) {
        long millis = 256_000 * 1_000L / run.rate().bytesPerSecond() + 100;
        return (int) Math.min(millis, run.outageMillis());
    }

    private static long freezeDowntime(Run run) {
        return freezeMillis(run) + Run.START_MILLIS;
    }

    private static void freezeAndKill(Stage stage) throws IOException {
        stage.collector().freeze();
        stage.pause(freezeMillis(stage.run()));
        stage.collector().kill();
        stage.collector().start();
    }

    private static void hang(Stage stage) throws IOException {
        stage.collector().freeze();
        stage.outage();
        stage.outage();
        stage.collector().kill();
        stage.collector().start();
    }
}
