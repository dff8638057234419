// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import io.github.gas4j.testkit.Frames;
import java.util.Locale;

/** How a connection is cut into events. Its names are those of the client's framings. */
enum Cut {
    NEWLINE,
    CRLF,
    NUL,
    OCTET_COUNTING;

    Frames split(byte[] bytes) {
        return Frames.split(name(), bytes);
    }

    /** Returns its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
