// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** Allocates the buffer that a configuration asks for. Thread-safe: stateless. */
final class DirectMemory {
    private DirectMemory() {}

    /** Returns a new buffer. Throws an error that names the option if there is too little direct memory. */
    static FrameBuffer allocate(GasConfig config, Counters counters) {
        try {
            return new FrameBuffer(config.bufferSize(), counters);
        } catch (OutOfMemoryError tooLittle) {
            throw Shortage.of(config, tooLittle);
        }
    }
}
