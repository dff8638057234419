// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How much of the machine nobody used, from its making until it is asked, on Linux. Immutable. */
final class IdleCores {
    /** Of the kernel's ticks in {@code /proc/stat}. */
    private static final double TICKS_A_SECOND = 100;

    private static final int IDLE_WORD = 4;

    private final long start = System.nanoTime();
    private final long idle = idleTicks(Files.readString(Path.of("/proc/stat")));

    /** Begins to look. */
    IdleCores() throws IOException {}

    /** Returns how many cores were idle, on average. */
    double cores() throws IOException {
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        return (idleTicks(Files.readString(Path.of("/proc/stat"))) - idle) / TICKS_A_SECOND / seconds;
    }

    /** Returns idle time and time that waits for disks, of all cores, from the first line of {@code /proc/stat}. */
    static long idleTicks(String stat) {
        String[] words = stat.lines().findFirst().orElseThrow().split(" +", -1);
        return Long.parseLong(words[IDLE_WORD]) + Long.parseLong(words[IDLE_WORD + 1]);
    }
}
