// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.io.IOException;
import java.util.List;

/** What becomes of packets and names on the way to a collector that is well. Stateless. */
final class NetworkFaults {
    private static final int PATIENCE_MILLIS = 15_000;

    private NetworkFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("black hole, healed in time", Effect.HARMLESS, run -> 2_000, NetworkFaults::blink)
                        .at(Site.REMOTE),
                Fault.of(
                                "black hole, connection given up",
                                Effect.LOSSY,
                                run -> 2 * (run.outageMillis() + 1_500L),
                                NetworkFaults::blackHole)
                        .at(Site.REMOTE)
                        .with("writeTimeout", "1s")
                        .with("connectTimeout", "500ms"),
                Fault.of(
                                "host vanishes and comes back",
                                Effect.LOSSY,
                                run -> 2 * (500 + Run.START_MILLIS),
                                NetworkFaults::reboot)
                        .at(Site.REMOTE)
                        .with("connectTimeout", "500ms"),
                Fault.of(
                                "SYN dropped",
                                Effect.LOSSY,
                                run -> 2 * (run.outageMillis() + Run.START_MILLIS),
                                NetworkFaults::loseConnects)
                        .at(Site.REMOTE)
                        .with("connectTimeout", "500ms"),
                Fault.of(
                                "name not resolvable, then resolvable",
                                Effect.HARMLESS,
                                Run::outageMillis,
                                NetworkFaults::nameAppears)
                        .at(Site.BY_NAME)
                        .being(Trait.DOWN_AT_START),
                Fault.of("address change", Effect.LOSSY, run -> 300 + Run.START_MILLIS, NetworkFaults::move)
                        .at(Site.BY_NAME),
                Fault.of("forgotten connection", Effect.LOSSY, run -> 6_000, NetworkFaults::forget)
                        .at(Site.REMOTE)
                        .being(Trait.LONG),
                Fault.of("black hole on a slow wire", Effect.HARMLESS, run -> 10_000, NetworkFaults::blinkFarAway)
                        .at(Site.FAR)
                        .loggedAt(Rate.FAR)
                        .being(Trait.LONG));
    }

    /** Shorter than any timeout: the kernels carry on where they were. */
    private static void blink(Stage stage) {
        stage.namespace().loseEverything();
        stage.pause(1_000);
        heal(stage);
    }

    /** The kernels try again at a time of their own. */
    private static void heal(Stage stage) {
        stage.namespace().heal();
        stage.awaitTraffic(PATIENCE_MILLIS);
    }

    private static void blackHole(Stage stage) {
        stage.namespace().loseEverything();
        stage.outage();
        stage.pause(1_500);
        heal(stage);
    }

    /** Nobody tells the client that its connection is gone. */
    private static void reboot(Stage stage) throws IOException {
        stage.namespace().loseEverything();
        stage.pause(500);
        stage.collector().kill();
        stage.collector().start();
        heal(stage);
    }

    private static void loseConnects(Stage stage) throws IOException {
        stage.namespace().loseConnects();
        stage.collector().kill();
        stage.collector().start();
        stage.outage();
        stage.namespace().heal();
    }

    /** It stays forgotten: the client has to find out, because nobody tells it. */
    private static void forget(Stage stage) {
        stage.namespace().forgetConnections();
        stage.awaitTraffic(PATIENCE_MILLIS);
    }

    /** Longer than a few round trips and the kernel's first attempts, and still no reason to give the connection up. */
    private static void blinkFarAway(Stage stage) {
        stage.namespace().loseEverything();
        stage.pause(5_000);
        heal(stage);
    }

    private static void nameAppears(Stage stage) throws IOException {
        stage.collector().listen();
        stage.outage();
        stage.hosts().put(Stage.NAME, stage.collector().host());
    }

    private static void move(Stage stage) throws IOException {
        stage.collector().kill();
        stage.pause(300);
        stage.collector().startOn(Stage.OTHER_ADDRESS);
        stage.hosts().put(Stage.NAME, Stage.OTHER_ADDRESS);
    }
}
