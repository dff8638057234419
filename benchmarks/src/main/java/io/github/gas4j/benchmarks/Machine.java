// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Says what the figures were measured on. Stateless. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        return LocalDate.now(ZoneOffset.UTC) + "; "
                + Runtime.getRuntime().availableProcessors() + " × " + processor() + "; "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + "; Java "
                + System.getProperty("java.vm.version") + "\n\n"
                + "Each cell is a median, with the least and the greatest value of the rounds; × is the median of the"
                + " rounds' ratios to the arm that the row is compared to.\n";
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("model name")) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return System.getProperty("os.arch");
    }
}
