// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.CollectorProcess;
import io.github.gas4j.it.fixtures.Ending;
import io.github.gas4j.it.fixtures.FullBacklog;
import java.io.IOException;
import java.util.List;

/** What a collector does to its clients while its process lives. Stateless. */
final class CollectorFaults {
    private CollectorFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("graceful restart", Effect.LOSSY, CollectorFaults::restart),
                Fault.of("reset of the connection", Effect.LOSSY, CollectorFaults::reset),
                Fault.of("connections refused", Effect.LOSSY, CollectorFaults::refuse),
                Fault.of("flapping every 50 ms", Effect.LOSSY, CollectorFaults::flap)
                        .with("bufferSize", "64MiB"),
                Fault.of("accept, then close", Effect.LOSSY, CollectorFaults::hangUp),
                Fault.of("full accept backlog", Effect.LOSSY, CollectorFaults::fillBacklog)
                        .with("connectTimeout", "500ms"),
                Fault.of("slow reader", Effect.HARMLESS, CollectorFaults::readSlowly)
                        .withSmallWindow()
                        .overflowing()
                        .with("bufferSize", "256KiB")
                        .with("replayWindow", "32KiB")
                        .with("sendBufferSize", "16KiB"),
                Fault.of("zero window", Effect.LOSSY, CollectorFaults::stall)
                        .withSmallWindow()
                        .with("writeTimeout", "1s"),
                Fault.of("down at start", Effect.HARMLESS, CollectorFaults::appear)
                        .downAtStart(),
                Fault.of("stop while down", Effect.LOSSY, CollectorFaults::disappear)
                        .downAtStop());
    }

    private static void restart(Stage stage) throws IOException {
        stage.repeat(stage.size().repeats(), again -> {
            stage.collector().goDown(Ending.FIN);
            stage.pause(50, 300);
            stage.collector().listen();
            stage.pause(200, 600);
        });
    }

    private static void reset(Stage stage) throws IOException {
        stage.repeat(2 * stage.size().repeats(), again -> {
            stage.collector().endConnections(Ending.RESET);
            stage.pause(50, 400);
        });
    }

    private static void refuse(Stage stage) {
        stage.collector().goDown(Ending.RESET);
        stage.outage();
        stage.collector().listen();
    }

    private static void flap(Stage stage) throws IOException {
        stage.repeat(10 * stage.size().repeats(), again -> {
            stage.collector().goDown(Ending.RESET);
            stage.pause(50);
            stage.collector().listen();
            stage.pause(50);
        });
    }

    private static void hangUp(Stage stage) {
        stage.collector().hangUp(true);
        stage.collector().endConnections(Ending.FIN);
        stage.outage();
        stage.collector().hangUp(false);
    }

    /** From outside this is a host whose kernel is there and whose collector is not. */
    private static void fillBacklog(Stage stage) throws IOException {
        CollectorProcess collector = stage.collector();
        collector.goDown(Ending.FIN);
        FullBacklog backlog = new FullBacklog(collector.port());
        try {
            stage.outage();
        } finally {
            backlog.close();
        }
        collector.listen();
    }

    private static void readSlowly(Stage stage) {
        stage.collector().readAllAtMost(stage.size().bytesPerSecond() / 5);
        stage.outage();
        stage.pause(500);
        stage.collector().readFlatOut();
    }

    /** What was on the stalled connection is never read, not even in the end. */
    private static void stall(Stage stage) {
        stage.collector().readAtMost(0);
        stage.outage();
        stage.pause(1_500);
        stage.collector().endConnections(Ending.RESET);
    }

    private static void appear(Stage stage) {
        stage.outage();
        stage.collector().listen();
    }

    private static void disappear(Stage stage) {
        stage.collector().goDown(Ending.RESET);
        stage.pause(500);
    }
}
