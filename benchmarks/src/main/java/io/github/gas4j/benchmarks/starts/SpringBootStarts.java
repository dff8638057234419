// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.starts;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts an application of Spring Boot again and again, with its collector up, down, not to be resolved, and with
 * other appenders than GAS.
 * Starts are interleaved: one of each in every round. The only argument is the number of rounds. The table is printed and
 * written to {@code starts.md}. Confined to the main thread.
 */
public final class SpringBootStarts {
    private static final int ROUNDS = 15;
    private static final String HEADER = """
            | application | appender | start, ms | more than with a file, ms |
            |---|---|--:|--:|
            """;

    private final Path directory;
    private final Collector up;
    private final Collector down;

    private SpringBootStarts(Path directory, Collector up, Collector down) {
        this.directory = directory;
        this.up = up;
        this.down = down;
    }

    /** What logs, and which jars of this JVM's class path the other one must not see. */
    private enum Framework {
        LOGBACK("Logback", "logback.xml", "log4j"),
        LOG4J2("Log4j2", "log4j2.xml", "logback|slf4j");

        private final String title;
        private final String file;
        private final String unwanted;

        Framework(String title, String file, String unwanted) {
            this.title = title;
            this.file = file;
            this.unwanted = unwanted;
        }

        String classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> !Path.of(entry).getFileName().toString().matches(".*(" + unwanted + ").*"))
                    .filter(entry -> !entry.matches(".*gas-(" + unwanted + ")\\b.*"))
                    .collect(Collectors.joining(File.pathSeparator));
        }

        /** Returns a configuration with the appender of a case. */
        String configuration(Case which, String target) {
            boolean gas = which != Case.FILE;
            return switch (this) {
                case LOGBACK ->
                    logback(
                            gas ? "io.github.gas4j.logback.GasAppender" : "ch.qos.logback.core.FileAppender",
                            gas ? "destination" : "file",
                            target);
                case LOG4J2 -> log4j2(gas ? "Gas" : "File", gas ? "destination" : "fileName", target);
            };
        }

        private static String logback(String appender, String option, String target) {
            return """
                    <configuration>
                      <appender name="COLLECTOR" class="%1$s">
                        <%2$s>%3$s</%2$s>
                        <encoder><pattern>%%-5level %%d{ISO8601} [%%thread] %%logger{36} - %%msg%%n</pattern></encoder>
                      </appender>
                      <root level="INFO"><appender-ref ref="COLLECTOR"/></root>
                    </configuration>
                    """.formatted(appender, option, target);
        }

        private static String log4j2(String appender, String option, String target) {
            return """
                    <Configuration>
                      <Appenders>
                        <%1$s name="COLLECTOR" %2$s="%3$s">
                          <PatternLayout pattern="%%-5p %%d{ISO8601} [%%t] %%c{1.} - %%m%%n"/>
                        </%1$s>
                      </Appenders>
                      <Loggers><Root level="INFO"><AppenderRef ref="COLLECTOR"/></Root></Loggers>
                    </Configuration>
                    """.formatted(appender, option, target);
        }

        String withoutAppender() {
            return switch (this) {
                case LOGBACK -> "<configuration><root level=\"INFO\"/></configuration>";
                case LOG4J2 -> "<Configuration><Loggers><Root level=\"INFO\"/></Loggers></Configuration>";
            };
        }
    }

    /** The appender, and what has become of the collector. */
    private enum Case {
        UP("GAS, collector up"),
        DOWN("GAS, collector down: its port refuses connections"),
        UNRESOLVABLE("GAS, the name of the collector is unknown"),
        FILE("a file appender instead of GAS"),
        NOTHING("no appender");

        private final String title;

        Case(String title) {
            this.title = title;
        }
    }

    /** What one application with one case has taken, start by start. */
    private record Series(Case which, List<Double> times) {}

    /** Measures, prints and writes. */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
        try (Collector up = Collector.up();
                Collector down = Collector.down()) {
            SpringBootStarts starts = new SpringBootStarts(Files.createTempDirectory("starts"), up, down);
            StringBuilder table = new StringBuilder(HEADER);
            for (Framework framework : Framework.values()) {
                table.append(starts.table(framework, rounds));
            }
            System.out.print(table);
            Files.writeString(Path.of("starts.md"), table);
        }
    }

    private String table(Framework framework, int rounds) throws IOException {
        List<Series> all = new ArrayList<>();
        double file = 0;
        for (Case each : Case.values()) {
            prepare(framework, each);
            measure(framework, each); // the first one reads the jars from the disk
            all.add(new Series(each, new ArrayList<>()));
        }
        for (int round = 0; round < rounds; round++) {
            for (Series series : all) {
                series.times.add(measure(framework, series.which));
            }
        }
        for (Series series : all) {
            series.times.sort(null);
            file = series.which == Case.FILE ? median(series.times) : file;
        }
        StringBuilder rows = new StringBuilder();
        for (Series series : all) {
            List<Double> times = series.times;
            rows.append(String.format(
                    Locale.ROOT,
                    "| Spring Boot, %s | %s | %,.0f (%,.0f–%,.0f) | %+.0f |%n",
                    framework.title,
                    series.which.title,
                    median(times),
                    times.get(0),
                    times.get(times.size() - 1),
                    median(times) - file));
        }
        return rows.toString();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private Path classes(Framework framework, Case which) {
        return directory.resolve(framework.name() + "-" + which.name());
    }

    private void prepare(Framework framework, Case which) throws IOException {
        Path classes = Files.createDirectory(classes(framework, which));
        String configuration = switch (which) {
            case UP -> framework.configuration(which, up.destination());
            case DOWN -> framework.configuration(which, down.destination());
            case UNRESOLVABLE -> framework.configuration(which, "collector.invalid:5170");
            case FILE -> framework.configuration(which, classes.resolve("log").toString());
            case NOTHING -> framework.withoutAppender();
        };
        Files.writeString(classes.resolve(framework.file), configuration);
    }

    /** Returns the milliseconds from the start of the process until Spring Boot has started. */
    private double measure(Framework framework, Case which) throws IOException {
        JvmCommand command = JvmCommand.of(StartMain.class)
                .options("-cp", classes(framework, which) + File.pathSeparator + framework.classPath());
        long began = System.nanoTime();
        try (ChildJvm child = command.start()) {
            child.answer();
            return (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        }
    }
}
