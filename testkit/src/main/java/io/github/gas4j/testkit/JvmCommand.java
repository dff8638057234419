// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ChildJvm} is started. Unless something else is said, it has the Java runtime of this JVM, and what this one
 * has on its class path and module path is on its class path. Not thread-safe.
 */
public final class JvmCommand {
    private final Class<?> main;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path runtime = Path.of(System.getProperty("java.home"));
    private @Nullable Path errors;

    private JvmCommand(Class<?> main) {
        this.main = main;
        options("-cp", classPath(main));
    }

    /** Describes a JVM that runs the {@code main} method of a class. */
    public static JvmCommand of(Class<?> main) {
        return new JvmCommand(main);
    }

    /**
     * Leaves on the class path only what holds these classes. The index of each other jar takes heap, which a JVM with a small
     * one does not have.
     */
    public JvmCommand onlyWith(Class<?>... needed) {
        return options(
                "-cp",
                Stream.of(needed).map(JvmCommand::location).distinct().collect(Collectors.joining(File.pathSeparator)));
    }

    private static String location(Class<?> needed) {
        return Path.of(URI.create(needed.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    /** Starts the JVM through a launcher, which must replace itself by the JVM. */
    public JvmCommand launcher(List<String> words) {
        launcher.addAll(words);
        return this;
    }

    /** Starts the JVM of another Java runtime. */
    public JvmCommand runtime(Path home) {
        runtime = home;
        return this;
    }

    /** Lets the JVM start fast and use little of a small machine. Not for one that is measured. */
    public JvmCommand frugal() {
        return options("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms64m");
    }

    /** Adds options of the JVM; of those that contradict each other the last one counts. */
    public JvmCommand options(String... more) {
        return options(List.of(more));
    }

    /** Adds options of the JVM; of those that contradict each other the last one counts. */
    public JvmCommand options(List<String> more) {
        options.addAll(more);
        return this;
    }

    /** Adds arguments of the {@code main} method. */
    public JvmCommand arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Sets a variable of the environment. */
    public JvmCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes what the JVM prints on standard error to a file, which is not part of its output then. */
    public JvmCommand errorsTo(Path file) {
        errors = file;
        return this;
    }

    /** Starts the JVM. */
    public ChildJvm start() throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(runtime.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        if (errors == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(errors.toFile());
        }
        builder.environment().putAll(environment);
        return new ChildJvm(main.getSimpleName(), builder.start());
    }

    private static String classPath(Class<?> main) {
        return Stream.of(
                        directory(main),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Returns the directory that holds the class's package, or an empty text if that is a jar. No property names the
     * directory with which a module is patched for its tests.
     */
    private static String directory(Class<?> main) {
        String file = main.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(main.getResource("/" + file), file);
        if (!url.getProtocol().equals("file")) {
            return "";
        }
        Path directory = Path.of(URI.create(url.toString()));
        for (int i = 0; i < main.getName().split("\\.", -1).length; i++) {
            directory = Objects.requireNonNull(directory.getParent(), file);
        }
        return directory.toString();
    }
}
