// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

/**
 * The last resort for a line that somebody must see, where nobody listens to Logback's statuses. Nothing else in this package
 * prints.
 *
 * <p>Stateless.
 */
final class StandardError {
    private StandardError() {}

    static void print(String name, String line) {
        System.err.println("GAS '" + name + "': " + line);
    }
}
