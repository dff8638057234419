// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The process that started this one, at the other end of the standard input. Stateless. */
final class Parent {
    /** The only thing a parent says. */
    static final String STOP = "stop";

    private Parent() {}

    /**
     * Listens on a thread of its own: runs {@code onStop} when the parent says so, and ends this process at once, without
     * any cleaning up, when the parent is gone.
     */
    static void listen(Runnable onStop) {
        Thread listener = new Thread(() -> read(onStop), "parent");
        listener.setDaemon(true);
        listener.start();
    }

    private static void read(Runnable onStop) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(STOP)) {
                    onStop.run();
                }
            }
        } catch (IOException gone) {
            // the same as an end
        }
        Runtime.getRuntime().halt(1);
    }
}
