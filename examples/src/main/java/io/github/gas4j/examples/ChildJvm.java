// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process with this one's Java and class path. It ends when its parent does, for it reads from the parent. Thread-safe:
 * the output kept is guarded by itself, the rest is immutable.
 */
final class ChildJvm implements AutoCloseable {
    private static final int LINES_KEPT = 20;

    /** Several JVMs start at once on what may be a small machine: they have to compile and collect with little ado. */
    private static final List<String> FRUGAL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Class<?> main;
    private final Process process;
    private final Thread reader;
    private final Deque<String> output = new ArrayDeque<>();

    private ChildJvm(Class<?> main, Process process, Predicate<String> wanted) {
        this.main = main;
        this.process = process;
        reader = new Thread(() -> read(wanted), "output of " + main.getSimpleName());
        reader.setDaemon(true);
    }

    /**
     * Starts a process.
     *
     * @param main whose {@code main} method it runs
     * @param properties arguments for the JVM
     * @param arguments arguments for {@code main}
     * @param wanted is called, on a thread of its own, with each line that the process prints, and returns whether it took
     *     it; other lines are kept for {@link #output}
     */
    static ChildJvm start(Class<?> main, List<String> properties, List<String> arguments, Predicate<String> wanted)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(FRUGAL);
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        ChildJvm child = new ChildJvm(main, builder.start(), wanted);
        child.reader.start();
        return child;
    }

    private void read(Predicate<String> wanted) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!wanted.test(line)) {
                    keep(line);
                }
            }
        } catch (IOException ended) {
            keep(ended.toString());
        }
    }

    private void keep(String line) {
        synchronized (output) {
            if (output.size() == LINES_KEPT) {
                output.removeFirst();
            }
            output.addLast(line);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the last lines that nobody wanted, for a failure's message. */
    String output() {
        synchronized (output) {
            return main.getSimpleName() + " printed:\n  " + String.join("\n  ", output);
        }
    }

    /** Asks the process to end. */
    void stop() throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(Parent.STOP + "\n");
        in.flush();
    }

    /** Returns whether the process has ended in time and without an error; then all that it printed has been read. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            return false;
        }
        reader.join();
        return process.exitValue() == 0;
    }

    /** Stops the process where it is, without its noticing: it lives, and reads nothing more. Not on Windows. */
    void freeze() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot freeze process " + process.pid());
        }
    }

    /** Kills the process, which cannot do anything about it, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills the process as {@link #kill} does; an interrupt ends only the wait. */
    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
