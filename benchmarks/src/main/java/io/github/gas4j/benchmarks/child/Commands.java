// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A child's side of the conversation: one command a line, one answer a line. Confined to the main thread. */
final class Commands {
    private static final long END_SECONDS = 5;

    private Commands() {}

    /** Does what a command says. */
    interface Handler {
        /** Answers a command that has these arguments. */
        Facts handle(String command, Facts arguments) throws Exception;
    }

    /** Serves until the parent closes its end; then the process ends, whatever it does. */
    static void serve(Handler handler) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(ChildJvm.ANSWER + answer(handler, line));
        }
        exit();
    }

    /** Ends in order, for a profiler that writes its file then; but ends. */
    private static void exit() {
        Threads.start(false, "end", () -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(END_SECONDS));
            Runtime.getRuntime().halt(1);
        });
        System.exit(0);
    }

    private static Facts answer(Handler handler, String line) {
        try {
            return handler.handle(line.split(" ", 2)[0], Facts.parse(line));
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace();
            return new Facts().with("failed", failed.toString().replace(' ', '_'));
        }
    }
}
