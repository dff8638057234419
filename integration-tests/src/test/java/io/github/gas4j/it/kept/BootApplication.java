// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;

/**
 * An application of Spring Boot in a JVM of its own, with nothing on its class path but Spring Boot, one logging framework,
 * GAS, {@link BootMain} and a configuration. Confined to one thread.
 */
final class BootApplication implements AutoCloseable {
    private static final Path JARS = Path.of("target", "spring-boot");

    private final ChildJvm process;

    private BootApplication(ChildJvm process) {
        this.process = process;
    }

    /**
     * What there is to start.
     *
     * @param boot Spring Boot's version
     * @param framework what it logs with
     * @param file the configuration's name, which decides who reads it, and when
     */
    record Variant(String boot, Framework framework, String file) {

        /** Returns whether the framework configures itself before Spring Boot does it again. */
        boolean logsBeforeBoot() {
            return !file.contains("-spring");
        }

        @Override
        public String toString() {
            return "Spring Boot " + boot + " with " + file;
        }
    }

    /** Starts an application that logs so many events before it starts Spring Boot, and as many afterwards. */
    static BootApplication start(Variant variant, Readme readme, Path directory, int events) throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        copy(BootMain.class, classes);
        readme.write(classes.resolve(variant.file()));
        List<Path> classPath = new ArrayList<>(List.of(classes));
        classPath.addAll(jars(JARS.resolve(variant.boot())));
        classPath.addAll(libraries(variant.framework()));
        return new BootApplication(JvmCommand.of(BootMain.class)
                .frugal()
                .options("-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)))
                .arguments(Integer.toString(events))
                .start());
    }

    private static void copy(Class<?> type, Path directory) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve(file.substring(1));
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream(file))) {
            Files.copy(bytes, copy);
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toAbsolutePath).toList();
        }
    }

    private static List<Path> libraries(Framework framework) throws IOException {
        List<Path> all = new ArrayList<>(List.of(home(GasClient.class), home(LoggerFactory.class)));
        switch (framework) {
            case LOGBACK ->
                all.addAll(List.of(
                        home(io.github.gas4j.logback.GasAppender.class),
                        home(Context.class),
                        home(LoggerContext.class)));
            case LOG4J2 -> {
                all.addAll(List.of(
                        home(io.github.gas4j.log4j2.GasAppender.class),
                        home(LogManager.class),
                        home(org.apache.logging.log4j.core.LoggerContext.class)));
                all.addAll(jars(JARS.resolve("log4j2")));
            }
        }
        return all;
    }

    private static Path home(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Waits until Spring Boot has started. */
    void awaitStart() {
        process.answer();
    }

    /** Logs so many events with this text and a number. */
    void log(String text, int events) {
        process.ask(text + " " + events);
    }

    /** Returns what the application has printed. */
    List<String> output() {
        return process.output();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
