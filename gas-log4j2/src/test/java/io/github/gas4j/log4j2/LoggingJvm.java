// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.app.LoggingApplication;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Runs {@link LoggingApplication} in a JVM of its own. Not thread-safe. */
final class LoggingJvm {
    private final Path directory;
    private final JvmCommand command = JvmCommand.of(LoggingApplication.class);

    LoggingJvm(Path directory) {
        this.directory = directory;
    }

    static List<String> linesOf(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> i + " " + LoggingApplication.TEXT)
                .toList();
    }

    LoggingJvm with(String... options) {
        command.options(options);
        return this;
    }

    /** Makes the platform's charset US-ASCII. */
    LoggingJvm withAsciiPlatform() {
        command.environment("LC_ALL", "C");
        // up to Java 17 the environment alone decides
        return Runtime.version().feature() < 18 ? this : with("-Dfile.encoding=COMPAT");
    }

    /** Runs the application to its end; returns what it has printed. */
    List<String> log(String configuration, int events) throws IOException {
        Path file = Files.writeString(directory.resolve("log4j2.xml"), configuration);
        command.options("-Dlog4j2.configurationFile=" + file).arguments(Integer.toString(events));
        try (ChildJvm child = command.start()) {
            if (child.awaitEnd(60) != 0) {
                throw new IOException("the application has failed: " + child.output());
            }
            return child.output();
        }
    }
}
