// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.util.List;

/** Says in words what the JVM or the system lacked for a client, and what helps. Stateless. */
final class Shortage {
    private Shortage() {}

    /** Returns the exception for whatever kept a client of this configuration from being made or started. */
    static GasConfigException of(GasConfig config, Throwable failed) {
        if (failed instanceof GasConfigException known) {
            return known;
        }
        if (failed instanceof OutOfMemoryError memory) {
            return ofMemory(config, memory);
        }
        String words = Causes.text(failed);
        if (failed instanceof IOException || words.contains("Too many open files")) {
            return problem(
                    "no file descriptor is left for the client (" + words
                            + "); valid: a higher limit on open files (ulimit -n)",
                    failed);
        }
        return problem("the client could not be started: " + failed.getClass().getSimpleName() + ": " + words, failed);
    }

    static GasConfigException noModule(String option, String module, LinkageError missing) {
        return problem(
                option + " needs the module " + module + ", which this runtime lacks (" + missing
                        + "); valid: another value, or a runtime with that module",
                missing);
    }

    private static GasConfigException ofMemory(GasConfig config, OutOfMemoryError failed) {
        String words = Causes.text(failed);
        if (words.contains("direct buffer memory")) {
            return problem(
                    "option bufferSize: '" + Values.text(config.bufferSize())
                            + "' is more direct memory than the JVM has left (" + words
                            + "); valid: a smaller buffer, or a larger -XX:MaxDirectMemorySize",
                    failed);
        }
        if (words.contains("native thread")) {
            return problem(
                    "the JVM can make no thread for the client (" + words
                            + "); valid: a higher limit on processes and threads (ulimit -u, or the container's pids limit)",
                    failed);
        }
        return problem("the JVM has no memory left for the client (" + words + "); valid: a larger -Xmx", failed);
    }

    private static GasConfigException problem(String text, Throwable cause) {
        GasConfigException problem = new GasConfigException(List.of(text));
        problem.initCause(cause);
        return problem;
    }
}
