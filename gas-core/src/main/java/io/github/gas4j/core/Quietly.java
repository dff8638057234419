// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is no longer wanted, and never throws. Stateless. */
final class Quietly {
    private Quietly() {}

    static void close(Closeable unwanted) {
        try {
            unwanted.close();
        } catch (IOException | RuntimeException | Error ignored) {
            // nothing is left to be done with it
        }
    }
}
