// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.testkit.CollectorProcess;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.util.List;

/** What a collector does to its clients while its process lives. Stateless. */
final class CollectorFaults {
    private CollectorFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("graceful restart", Effect.LOSSY, run -> 300, CollectorFaults::restart)
                        .being(Trait.RESTLESS),
                Fault.of("reset of the connection", Effect.LOSSY, run -> 0, CollectorFaults::reset)
                        .being(Trait.RESTLESS),
                Fault.of("connections refused", Effect.LOSSY, Run::outageMillis, CollectorFaults::refuse),
                Fault.of("flapping every 50 ms", Effect.LOSSY, run -> 1_000L * run.repeats(), CollectorFaults::flap)
                        .with("bufferSize", "64MiB"),
                Fault.of("accept, then close", Effect.LOSSY, Run::outageMillis, CollectorFaults::hangUp),
                Fault.of(
                                "full accept backlog",
                                Effect.LOSSY,
                                run -> 2L * run.outageMillis(),
                                CollectorFaults::fillBacklog)
                        .with("connectTimeout", "500ms"),
                Fault.of(
                                "slow reader",
                                Effect.HARMLESS,
                                run -> (run.outageMillis() + 500) * 4L / 5,
                                CollectorFaults::readSlowly)
                        .being(Trait.SMALL_WINDOW)
                        .being(Trait.OVERFLOWS)
                        .with("bufferSize", "256KiB")
                        .with("replayWindow", "32KiB")
                        .with("sendBufferSize", "16KiB"),
                Fault.of("zero window", Effect.LOSSY, run -> run.outageMillis() + 1_500, CollectorFaults::stall)
                        .being(Trait.SMALL_WINDOW)
                        .with("writeTimeout", "1s"),
                Fault.of("down at start", Effect.HARMLESS, Run::outageMillis, CollectorFaults::appear)
                        .being(Trait.DOWN_AT_START),
                Fault.of("stop while down", Effect.LOSSY, run -> 500, CollectorFaults::disappear)
                        .being(Trait.DOWN_AT_STOP),
                idle("idle timeout of 1 s", 1_000, 5),
                idle("idle timeout of 5 s", 5_000, 1).being(Trait.LONG),
                Fault.of("collector closes, 50 ms away", Effect.LOSSY, run -> 0, CollectorFaults::closeAgain)
                        .at(Site.FAR)
                        .being(Trait.RESTLESS)
                        .loggedAt(Rate.FAR),
                Fault.of("collector closes behind a slow proxy", Effect.HIDDEN, run -> 0, CollectorFaults::closeAgain)
                        .at(Site.DELAYED)
                        .being(Trait.RESTLESS),
                Fault.of("closed unread by a selector", Effect.DECEPTIVE, run -> 300, CollectorFaults::closeUnread)
                        .being(Trait.RESTLESS));
    }

    /** The application says something so seldom that the collector has closed the connection each time. */
    private static Fault idle(String title, int timeoutMillis, int times) {
        int gapMillis = timeoutMillis * 13 / 10;
        return Fault.of(title, Effect.HARMLESS, run -> 0, stage -> {
                    stage.collector().closeIdle(timeoutMillis);
                    stage.pause(gapMillis * (stage.run().size() == Size.FULL ? 4 * times : times));
                })
                .loggedAt(Rate.every(gapMillis))
                .being(Trait.CALM);
    }

    private static void restart(Stage stage) throws IOException {
        stage.repeat(stage.run().repeats(), again -> {
            stage.collector().goDown(Ending.FIN);
            stage.pause(50, 300);
            stage.collector().listen();
            stage.pause(200, 600);
        });
    }

    private static void reset(Stage stage) throws IOException {
        stage.repeat(2 * stage.run().repeats(), again -> {
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
        stage.repeat(10 * stage.run().repeats(), again -> {
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
        stage.collector().readAllAtMost(stage.run().rate().bytesPerSecond() / 5);
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

    /** In order, while the client's last bytes are still on their way. */
    private static void closeAgain(Stage stage) throws IOException {
        stage.repeat(2 * stage.run().repeats(), again -> {
            stage.collector().endConnections(Ending.FIN);
            stage.pause(200, 600);
        });
    }

    /** The end comes first, and the reset that tells of the unread bytes when the selector runs. */
    private static void closeUnread(Stage stage) throws IOException {
        stage.repeat(stage.run().repeats(), again -> {
            stage.collector().readAtMost(0);
            stage.pause(50, 150);
            stage.collector().closeUnselected();
            stage.pause(10, 300);
            stage.collector().select();
            stage.pause(300, 600);
        });
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
