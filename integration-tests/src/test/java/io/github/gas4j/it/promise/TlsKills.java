// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.testkit.CollectorProcess;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A collector that speaks TLS, reads ahead and stores what it has read 4 ms later, and is killed again and again while an
 * application logs. At every kill, bytes are lost that the collector's kernel has acknowledged: some have left the kernel
 * and are not stored. Before every second kill the collector is frozen, so that the loss is certain. Confined to one thread.
 */
final class TlsKills implements AutoCloseable {
    static final int KILLS = Length.of(120, 3);
    /**
     * One for each life, and few more: a collector that is too slow for its first answers is rotated, which takes more than
     * twice as many.
     */
    static final int MOST_CONNECTIONS = KILLS + 1 + Math.max(1, KILLS / 10);

    private static final int RATE = 2_000;
    private static final int PATIENCE = 5_000;
    private static final int LATE_MILLIS = 4;
    private static final int FROZEN_MILLIS = 100;
    private static final int MOST_WAITS = 1_000;

    private final Pki authority;
    private final CollectorProcess collector;

    /** Makes a collector whose process is not yet there. */
    TlsKills(Path directory) throws IOException {
        authority = new Pki(directory.resolve("pki"), "ca");
        collector = CollectorProcess.down(Files.createDirectory(directory.resolve("journal")))
                .encryptedWith(authority.issue("collector", "127.0.0.1").keyStore(), authority.trustStore())
                .storingLate(LATE_MILLIS);
    }

    /** Returns the collector's port on the loopback address. */
    int port() {
        return collector.port();
    }

    /** Returns how many connections all processes together have accepted. */
    int accepted() throws IOException {
        return collector.journal().files().size();
    }

    Setup setup(Framework framework, Delivery delivery, String version) {
        return Setup.of(framework, delivery)
                .encrypted(authority, version)
                .with("confirmInterval", "100ms"); // many proofs, so that kills meet them
    }

    /**
     * Starts the collector and kills it again and again, while an application logs to a port that leads to it. A collector
     * that is frozen between reading and storing, and killed after more than 50 ms, loses what no client can know of.
     */
    Outcome play(Setup setup, int port) throws IOException {
        Random random = new Random(setup.hashCode());
        collector.start();
        try (Rig rig = new Rig(setup, collector.host(), port, () -> Arrivals.in(collector.journal()))) {
            awaitFirstProof(rig);
            rig.log(RATE);
            for (int i = 0; i < KILLS; i++) {
                awaitBytes(rig);
                rig.pass(50 + random.nextInt(500));
                if (i % 2 == 1 && setup.delivery() == Delivery.NONE) {
                    collector.freeze(); // so that this arm is certain to lose something
                    rig.pass(FROZEN_MILLIS);
                }
                collector.kill();
                collector.start();
            }
            awaitBytes(rig);
            rig.halt();
            return rig.settle(PATIENCE);
        }
    }

    /** Begins with single events: a collector that is slow at its first answer may count as one that does not answer. */
    private static void awaitFirstProof(Rig rig) {
        rig.drip(() -> 100);
        for (int i = 0; i < MOST_WAITS && rig.stats().get("Released") == 0; i++) {
            rig.pass(20);
        }
        rig.halt();
    }

    /** Waits until the present process has received something, so that each of them has a connection to lose. */
    private void awaitBytes(Rig rig) {
        for (int i = 0; i < MOST_WAITS && collector.received() == 0; i++) {
            rig.pass(20);
        }
        assertThat(collector.received()).as("bytes received").isPositive();
    }

    @Override
    public void close() throws IOException {
        collector.close();
    }
}
