// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasStats;
import java.io.IOException;

/** A contestant's process: answers {@code load}, {@code usage}, {@code heap} and {@code counted}. Confined to the main thread. */
public final class ContestantMain {
    private ContestantMain() {}

    private static Facts counted() {
        long replayed = 0;
        long dropped = 0;
        for (GasClient client : GasClient.running()) {
            GasStats stats = client.stats();
            replayed += stats.replayed();
            dropped += stats.dropped();
        }
        return new Facts().with("replayed", replayed).with("dropped", dropped);
    }

    /** Starts the framework that the first argument names, and serves the parent's commands. */
    public static void main(String[] arguments) throws IOException {
        Target target = Targets.open(arguments[0]);
        Commands.serve((command, order) -> switch (command) {
            case "load" -> new Load(target, order).run();
            case "usage" -> Usage.now();
            case "heap" -> Usage.heap();
            case "counted" -> counted();
            default -> new Facts();
        });
    }
}
