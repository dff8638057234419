// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.Facts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process with this one's Java and class path that answers commands; it ends when its standard input does. Confined to
 * one thread, but for the reader of its output.
 */
final class ChildJvm implements AutoCloseable {
    private static final String ANSWER = "= ";
    private static final int LINES_KEPT = 20;
    private static final long END_SECONDS = 10;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Deque<String> otherLines = new ArrayDeque<>();

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a process that runs {@code main}. */
    static ChildJvm start(Class<?> main, List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ChildJvm child = new ChildJvm(main.getSimpleName() + " " + arguments, process);
        Thread reader = new Thread(child::read, "output of " + child.name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    /** Returns the answer to a command. */
    Facts ask(String command, long timeoutSeconds) throws IOException, InterruptedException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(command + "\n");
        in.flush();
        String answer = answers.poll(timeoutSeconds, TimeUnit.SECONDS);
        if (answer == null || answer.startsWith("failed=")) {
            throw new IOException(
                    name + ": " + (answer == null ? "no answer to " + command : answer) + "\n" + otherLines());
        }
        return Facts.parse(answer);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                } else {
                    keep(line);
                }
            }
        } catch (IOException ended) {
            keep(ended.toString());
        }
    }

    private void keep(String line) {
        synchronized (otherLines) {
            if (otherLines.size() == LINES_KEPT) {
                otherLines.removeFirst();
            }
            otherLines.addLast(line);
        }
    }

    private String otherLines() {
        synchronized (otherLines) {
            return String.join("\n", otherLines);
        }
    }

    /** Ends the process, in order if it does not take long. */
    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException gone) {
            keep(gone.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
