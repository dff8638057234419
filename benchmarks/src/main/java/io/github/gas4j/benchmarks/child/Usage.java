// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used so far. Stateless. */
final class Usage {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Usage() {}

    /** CPU time of the process, bytes allocated by the threads that live, peak resident memory. */
    static Facts now() throws IOException {
        return new Facts()
                .with("cpu", cpuNanos())
                .with("allocated", allocated())
                .with("peak", peakBytes());
    }

    /** CPU time of the process, user and system. */
    static long cpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** Bytes of the heap that outlive a collection. */
    static Facts heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new Facts().with("heap", least);
    }

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static long peakBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no VmHWM in /proc/self/status");
    }
}
