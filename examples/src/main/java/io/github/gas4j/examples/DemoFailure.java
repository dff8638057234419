// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.Serial;

/** The demo could not be played to its end. */
final class DemoFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what failed, and what a process had to say. */
    DemoFailure(String message, ChildJvm child) {
        super(message + "; " + child.output());
    }
}
