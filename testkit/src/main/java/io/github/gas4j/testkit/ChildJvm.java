// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that is told and answers lines. Every wait has a deadline, and closing ends the process whatever it does.
 *
 * <p>Confined to one thread, but for the thread that reads what the process prints, and for {@link #close()}, which any
 * thread may call.
 */
public final class ChildJvm implements AutoCloseable {
    /** Begins a line that answers; all other lines are output. */
    public static final String ANSWER = "\u0001";

    private static final long DEADLINE_SECONDS = 20;

    private final String name;
    private final Process process;
    private final Writer questions;
    private final Thread reader;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        questions = process.outputWriter(StandardCharsets.UTF_8);
        reader = Threads.start(false, "output of " + name, this::read);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                } else {
                    output.add(line);
                }
            }
        } catch (IOException ended) {
            output.add(ended.toString());
        }
    }

    /** Sends a line without waiting for its answer. */
    public void send(String line) throws IOException {
        questions.write(line + "\n");
        questions.flush();
    }

    /** Sends a line and waits for its answer. */
    public String ask(String line) {
        return ask(line, DEADLINE_SECONDS);
    }

    /** Sends a line and waits for its answer, at most so many seconds. */
    public String ask(String line, long seconds) {
        try {
            send(line);
        } catch (IOException ended) {
            throw new AssertionError(name + " has ended" + printed(), ended);
        }
        return answer(seconds);
    }

    /** Waits for an answer. */
    public String answer() {
        return answer(DEADLINE_SECONDS);
    }

    /** Waits for an answer, at most so many seconds. */
    public String answer(long seconds) {
        try {
            for (long left = seconds * 10; left > 0; left--) {
                String answer = answers.poll(100, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer;
                }
                if (!reader.isAlive() && answers.isEmpty()) {
                    throw failure("has ended");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw failure("does not answer within " + seconds + " s");
    }

    /** Returns an answer that is there, or null. */
    public @Nullable String pollAnswer() {
        return answers.poll();
    }

    private AssertionError failure(String what) {
        return new AssertionError(name + " " + what + printed());
    }

    private String printed() {
        return " and printed:\n" + String.join("\n", output);
    }

    /** Returns what the process printed, answers excepted. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Stops the process where it is (SIGSTOP): it lives, and does nothing more. Not on Windows. */
    public void freeze() throws IOException {
        signal("STOP");
        Waiting.until(this::isStopped, () -> name + " runs on");
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() throws IOException {
        signal("CONT");
    }

    /** Asks the process to end (SIGTERM), without waiting for it. Not on Windows. */
    public void terminate() throws IOException {
        signal("TERM");
    }

    private void signal(String signal) throws IOException {
        run("kill", "-" + signal, Long.toString(process.pid()));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        await(process);
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
    }

    /** Returns whether every thread is stopped by a signal, or there is no {@code /proc} to tell. */
    private boolean isStopped() {
        if (!Files.exists(proc())) {
            return true;
        }
        try (Stream<Path> threads = Files.list(proc().resolve("task"))) {
            return threads.map(task -> task.resolve("status")).allMatch(ChildJvm::saysStopped);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean saysStopped(Path status) {
        try {
            return Files.readString(status).contains("\nState:\tT");
        } catch (IOException gone) {
            return true;
        }
    }

    /** Returns whether the process has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the directory in which the kernel describes the process, on Linux. */
    public Path proc() {
        return Path.of(File.separator, "proc", Long.toString(process.pid()));
    }

    /** Sets a limit of the process, soft and hard, by its name in {@code prlimit}. */
    public void limit(String limit, long value) throws IOException {
        run("prlimit", "--pid", Long.toString(process.pid()), "--" + limit + "=" + value + ":" + value);
    }

    /** Ends the standard input and waits for the process to end by itself; returns its exit code. */
    public int end() throws IOException {
        questions.close();
        return awaitEnd(DEADLINE_SECONDS);
    }

    /** Waits for the process to end by itself, and for all that it printed; returns its exit code. */
    public int awaitEnd(long seconds) throws IOException {
        await(process, seconds);
        try {
            reader.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Kills the process (SIGKILL) and waits until it is gone. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        await(process);
    }

    private static void await(Process process) throws IOException {
        await(process, DEADLINE_SECONDS);
    }

    private static void await(Process process, long seconds) throws IOException {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
