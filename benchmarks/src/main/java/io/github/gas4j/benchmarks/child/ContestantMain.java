// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.IOException;

/** A contestant's process: answers {@code load}, {@code usage} and {@code heap}. Confined to the main thread. */
public final class ContestantMain {
    private ContestantMain() {}

    /** Starts the framework that the first argument names, and serves the parent's commands. */
    public static void main(String[] arguments) throws IOException {
        Target target = Targets.open(arguments[0]);
        Commands.serve((command, order) -> switch (command) {
            case "load" -> new Load(target, order).run();
            case "usage" -> Usage.now();
            case "heap" -> Usage.heap();
            default -> new Facts();
        });
    }
}
