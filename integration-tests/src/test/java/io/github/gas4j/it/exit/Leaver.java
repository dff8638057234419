// SPDX-License-Identifier: MIT
package io.github.gas4j.it.exit;

import io.github.gas4j.it.fixtures.Framework;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LeavingMain} in a JVM of its own. Confined to one thread. */
final class Leaver implements AutoCloseable {
    private final Process process;
    private final Way way;
    private final Path errors;

    private Leaver(Process process, Way way, Path errors) {
        this.process = process;
        this.way = way;
        this.errors = errors;
    }

    /**
     * What is configured.
     *
     * @param framework what the application logs with
     * @param itsHook whether the framework's own shutdown hook is on
     * @param hook whether the appender's is
     */
    record Logging(Framework framework, boolean itsHook, boolean hook) {

        private String argument(Path directory, int port) throws IOException {
            boolean logback = framework == Framework.LOGBACK;
            Path file = directory.resolve(logback ? "logback.xml" : "log4j2.xml");
            Files.writeString(file, logback ? logback(port) : log4j2(port));
            return (logback ? "-Dlogback.configurationFile=" : "-Dlog4j2.configurationFile=") + file;
        }

        private String logback(int port) {
            return """
                    <configuration>
                      %s
                      <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                        <destination>127.0.0.1:%d</destination>
                        <shutdownHook>%s</shutdownHook>
                        <encoder><pattern>%%msg%%n</pattern></encoder>
                      </appender>
                      <root level="INFO"><appender-ref ref="COLLECTOR"/></root>
                    </configuration>
                    """.formatted(itsHook ? "<shutdownHook/>" : "", port, hook);
        }

        private String log4j2(int port) {
            return """
                    <Configuration status="WARN" shutdownHook="%s">
                      <Appenders>
                        <Gas name="COLLECTOR" destination="127.0.0.1:%d" shutdownHook="%s">
                          <PatternLayout pattern="%%m%%n" charset="UTF-8"/>
                        </Gas>
                      </Appenders>
                      <Loggers><Root level="INFO"><AppenderRef ref="COLLECTOR"/></Root></Loggers>
                    </Configuration>
                    """.formatted(itsHook ? "enable" : "disable", port, hook);
        }

        @Override
        public String toString() {
            return framework.title() + (itsHook ? " with" : " without") + " its own shutdown hook";
        }
    }

    /**
     * What the application does.
     *
     * @param way how it exits
     * @param idleMillis for how long it logs nothing before
     * @param waitMillis how long its hook waits
     * @param lines how many lines its hook logs
     */
    record Plan(Way way, long idleMillis, long waitMillis, int lines) {}

    /** Starts an application that logs to a port of the loopback interface. */
    static Leaver start(Logging logging, Plan plan, int port, Path parent) throws IOException {
        Path directory = Files.createTempDirectory(parent, "exit");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        logging.argument(directory, port),
                        LeavingMain.class.getName(),
                        logging.framework().name(),
                        plan.way().name(),
                        Long.toString(plan.idleMillis()),
                        Long.toString(plan.waitMillis()),
                        Integer.toString(plan.lines()))
                .redirectError(errors.toFile())
                .start();
        return new Leaver(process, plan.way(), errors);
    }

    /** Waits until the application is gone; returns how long its exit took. */
    Duration leave() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        long began = System.nanoTime();
        if (!LeavingMain.LEAVING.equals(line)) {
            throw new IOException("the application printed " + line + " and " + errors());
        }
        if (way == Way.TERM) {
            process.destroy();
        }
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("the application does not exit");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Returns what the application has printed on standard error. */
    List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
    }
}
