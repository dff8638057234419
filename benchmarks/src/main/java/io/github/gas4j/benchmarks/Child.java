// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.Facts;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A process that answers commands with {@link Facts}, and ends when its standard input does. Confined to one thread. */
final class Child implements Closeable {
    private final ChildJvm jvm;

    private Child(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a process that runs {@code main}. */
    static Child start(Class<?> main, List<String> jvmOptions, String... arguments) throws IOException {
        return new Child(
                JvmCommand.of(main).options(jvmOptions).arguments(arguments).start());
    }

    /** Returns the answer to a command. */
    Facts ask(String command, long timeoutSeconds) throws IOException {
        try {
            String answer = jvm.ask(command, timeoutSeconds);
            if (answer.startsWith("failed=")) {
                throw new IOException(answer + "\n" + String.join("\n", jvm.output()));
            }
            return Facts.parse(answer);
        } catch (AssertionError none) {
            throw new IOException(none);
        }
    }

    /** Ends the process in order, for a profiler that writes its file then, or else kills it. */
    @Override
    public void close() throws IOException {
        try (jvm) {
            jvm.end();
        }
    }
}
