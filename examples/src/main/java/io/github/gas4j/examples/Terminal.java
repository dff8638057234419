// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.Console;

/** Whether somebody watches. Stateless. */
final class Terminal {
    private Terminal() {}

    /** Returns whether a line on the standard output can be written over. */
    @SuppressWarnings(
            "SystemConsoleNull") // before Java 22 null says that there is no terminal; later it has to be asked
    static boolean isThere() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
