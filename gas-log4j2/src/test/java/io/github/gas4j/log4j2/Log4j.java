// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.awaitility.Awaitility;

/** A Log4j of its own, configured by a file that tests may change. Not thread-safe. */
final class Log4j implements AutoCloseable {
    static {
        // for everything that waits for a collector: what takes a moment takes seconds on a busy machine
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final Path file;
    private final LoggerContext context;

    private Log4j(Path file, LoggerContext context) {
        this.file = file;
        this.context = context;
        context.start();
    }

    static Log4j start(Path directory, String configuration) {
        Path file = write(directory, configuration);
        return new Log4j(file, new LoggerContext("test", null, file.toUri()));
    }

    static Log4j startAsync(Path directory, String configuration) {
        Path file = write(directory, configuration);
        return new Log4j(file, new AsyncLoggerContext("test", null, file.toUri()));
    }

    /** Returns a configuration with one appender, GAS, at the root. */
    static String gas(String attributes) {
        return gas(attributes, "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>");
    }

    /** Returns the same with another layout. Drops are not reported in the stream, unless the attributes say so. */
    static String gas(String attributes, String elements) {
        String all = attributes.contains("reportDrops") ? attributes : attributes + " reportDrops=\"false\"";
        return configuration("<Gas name=\"GAS\" " + all + ">" + elements + "</Gas>", "GAS");
    }

    /** Returns a configuration with two appenders at the root, A and B. */
    static String both(String appenderA, String appenderB) {
        return configuration(appenderA + appenderB, "A").replace("</Root>", "<AppenderRef ref=\"B\"/></Root>");
    }

    static String configuration(String appenders, String rootAppender) {
        return configuration(appenders, rootAppender, "");
    }

    static String configuration(String appenders, String rootAppender, String loggers) {
        return """
                <Configuration status="OFF" shutdownHook="disable">
                  <Appenders>%s</Appenders>
                  <Loggers>%s<Root level="TRACE"><AppenderRef ref="%s"/></Root></Loggers>
                </Configuration>
                """.formatted(appenders, loggers, rootAppender);
    }

    void reload(String configuration) {
        overwrite(file, configuration);
        context.reconfigure();
    }

    LoggerContext context() {
        return context;
    }

    Logger logger() {
        return context.getLogger("test");
    }

    Logger logger(String name) {
        return context.getLogger(name);
    }

    GasAppender appender() {
        return appender("GAS");
    }

    GasAppender appender(String name) {
        return Objects.requireNonNull(context.getConfiguration().getAppender(name), name);
    }

    GasClient client() {
        return Objects.requireNonNull(appender().client(), "not started");
    }

    GasStats stats() {
        return Objects.requireNonNull(appender().stats(), "never started");
    }

    boolean stop(long millis) {
        return context.stop(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        context.stop(1, TimeUnit.MILLISECONDS);
    }

    private static Path write(Path directory, String configuration) {
        try {
            Path file = Files.createTempFile(directory, "log4j2-", ".xml");
            overwrite(file, configuration);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void overwrite(Path file, String configuration) {
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
