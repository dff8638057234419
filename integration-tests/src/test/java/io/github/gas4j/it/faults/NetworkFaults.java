// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.io.IOException;
import java.util.List;

/** What becomes of packets and names on the way to a collector that is well. Stateless. */
final class NetworkFaults {
    private NetworkFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("black hole, healed in time", Effect.HARMLESS, NetworkFaults::blink)
                        .at(Site.REMOTE),
                Fault.of("black hole, connection given up", Effect.LOSSY, NetworkFaults::blackHole)
                        .at(Site.REMOTE)
                        .with("writeTimeout", "1s")
                        .with("connectTimeout", "500ms"),
                Fault.of("host vanishes and comes back", Effect.LOSSY, NetworkFaults::reboot)
                        .at(Site.REMOTE)
                        .with("connectTimeout", "500ms"),
                Fault.of("SYN dropped", Effect.LOSSY, NetworkFaults::loseConnects)
                        .at(Site.REMOTE)
                        .with("connectTimeout", "500ms"),
                Fault.of("name not resolvable, then resolvable", Effect.HARMLESS, NetworkFaults::nameAppears)
                        .at(Site.BY_NAME)
                        .downAtStart(),
                Fault.of("address change", Effect.LOSSY, NetworkFaults::move).at(Site.BY_NAME));
    }

    /** Shorter than any timeout: the kernels carry on where they were. */
    private static void blink(Stage stage) {
        stage.namespace().loseEverything();
        stage.pause(1_000);
        stage.namespace().heal();
    }

    private static void blackHole(Stage stage) {
        stage.namespace().loseEverything();
        stage.outage();
        stage.pause(1_500);
        stage.namespace().heal();
    }

    /** Nobody tells the client that its connection is gone. */
    private static void reboot(Stage stage) throws IOException {
        stage.namespace().loseEverything();
        stage.pause(500);
        stage.collector().kill();
        stage.collector().start();
        stage.namespace().heal();
    }

    private static void loseConnects(Stage stage) throws IOException {
        stage.namespace().loseConnects();
        stage.collector().kill();
        stage.collector().start();
        stage.outage();
        stage.namespace().heal();
    }

    private static void nameAppears(Stage stage) throws IOException {
        stage.collector().listen();
        stage.outage();
        stage.hosts().put(Stage.NAME, stage.collector().host());
    }

    private static void move(Stage stage) throws IOException {
        stage.collector().kill();
        stage.pause(300);
        String other = "127.0.0.2";
        stage.collector().startOn(other);
        stage.hosts().put(Stage.NAME, other);
    }
}
