// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.app.LoggingApplication;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs {@link LoggingApplication} in a JVM of its own. Not thread-safe. */
final class ChildJvm {
    private final Path directory;
    private final List<String> command = new ArrayList<>();
    private boolean platformIsAscii;

    ChildJvm(Path directory) {
        this.directory = directory;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    static List<String> linesOf(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> i + " " + LoggingApplication.TEXT)
                .toList();
    }

    ChildJvm with(String... options) {
        command.addAll(List.of(options));
        return this;
    }

    ChildJvm withClassPath() {
        return with("-cp", System.getProperty("java.class.path"));
    }

    /** Makes the platform's charset US-ASCII. */
    ChildJvm withAsciiPlatform() {
        platformIsAscii = true;
        // up to Java 17 the environment alone decides
        return Runtime.version().feature() < 18 ? this : with("-Dfile.encoding=COMPAT");
    }

    /** Runs the application to its end; returns what it has printed. */
    String log(String configuration, int events) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("log4j2.xml"), configuration);
        File output = directory.resolve("output").toFile();
        with("-Dlog4j2.configurationFile=" + file, LoggingApplication.class.getName(), Integer.toString(events));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        if (platformIsAscii) {
            builder.environment().put("LC_ALL", "C");
        }
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the application has not ended");
            }
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output.toPath(), StandardCharsets.ISO_8859_1);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit " + process.exitValue() + ": " + printed);
        }
        return printed;
    }
}
