// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.io.Closeable;
import java.io.IOException;

/** Closes without throwing. Stateless. */
public final class Quietly {
    private Quietly() {}

    public static void close(Closeable unwanted) {
        try {
            unwanted.close();
        } catch (IOException | RuntimeException | Error ignored) {
            // it is of no further use either way
        }
    }
}
