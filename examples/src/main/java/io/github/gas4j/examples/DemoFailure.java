// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.Serial;
import java.util.List;

/** The demo could not be played to its end. */
final class DemoFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what failed, and what a process has printed. */
    DemoFailure(String message, List<String> output) {
        super(message + "; it printed:\n  " + String.join("\n  ", output));
    }
}
