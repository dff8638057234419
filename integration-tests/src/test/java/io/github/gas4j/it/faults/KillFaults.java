// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.CollectorProcess;
import java.io.IOException;
import java.util.List;

/** What ends a collector's process without its doing: what it had not read is gone. Stateless. */
final class KillFaults {
    private KillFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("SIGKILL", Effect.LOSSY, KillFaults::kill),
                Fault.of("SIGKILL of a slow collector", Effect.LOSSY, KillFaults::killSlow)
                        .with("bufferSize", "64MiB"),
                Fault.of("frozen, 256 KB written, SIGKILL", Effect.DEADLY, KillFaults::freezeAndKill),
                Fault.of("hang, then replaced", Effect.DEADLY, KillFaults::hang).with("bufferSize", "64MiB"),
                Fault.of("SIGKILL behind a layer-4 proxy", Effect.HIDDEN, KillFaults::killSeldom)
                        .at(Site.BEHIND_A_PROXY));
    }

    private static void kill(Stage stage) throws IOException {
        stage.repeat(stage.size().kills(), again -> {
            stage.pause(20, 300);
            stage.collector().kill();
            stage.collector().start();
        });
    }

    private static void killSeldom(Stage stage) throws IOException {
        stage.repeat(stage.size().repeats(), again -> {
            stage.pause(100, 500);
            stage.collector().kill();
            stage.collector().start();
        });
    }

    private static void killSlow(Stage stage) throws IOException {
        CollectorProcess collector = stage.collector();
        long pace = stage.size().bytesPerSecond() * 4 / 5;
        collector.readAllAtMost(pace);
        stage.repeat(2 * stage.size().repeats(), again -> {
            stage.pause(500, 1_000);
            collector.kill();
            collector.start();
            collector.readAllAtMost(pace);
        });
        collector.readFlatOut();
    }

    private static void freezeAndKill(Stage stage) throws IOException {
        stage.collector().freeze();
        stage.pause((int) (256_000 * 1_000L / stage.size().bytesPerSecond()) + 100);
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
