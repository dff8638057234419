// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.List;

/** Allocates the buffer that a configuration asks for. Thread-safe: stateless. */
final class DirectMemory {
    private DirectMemory() {}

    /** Returns a new buffer. Throws an error that names the option if there is too little direct memory. */
    static FrameBuffer allocate(GasConfig config, Counters counters) {
        try {
            return new FrameBuffer(config.bufferSize(), counters);
        } catch (OutOfMemoryError tooLittle) {
            throw tooLarge(config, tooLittle);
        }
    }

    static GasConfigException tooLarge(GasConfig config, OutOfMemoryError tooLittle) {
        return new GasConfigException(List.of("option bufferSize: '" + Values.text(config.bufferSize())
                + "' is more direct memory than the JVM has left (" + tooLittle.getMessage()
                + "); valid: a smaller buffer, or a larger -XX:MaxDirectMemorySize"));
    }
}
