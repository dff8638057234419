// SPDX-License-Identifier: MIT
package io.github.gas4j.it.exit;

import io.github.gas4j.it.fixtures.Framework;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;

/**
 * An application that logs, exits, and logs again in a shutdown hook of its own. Its arguments are a {@link Framework}, a
 * {@link Way}, for how many milliseconds it is idle before the exit, how many milliseconds its hook waits, and how many
 * lines its hook logs.
 */
final class LeavingMain {
    /** Printed when the exit begins. */
    static final String LEAVING = "leaving";

    private LeavingMain() {}

    public static void main(String[] args) {
        Consumer<String> log = logger(Framework.valueOf(args[0]));
        List<String> lastWords = IntStream.range(0, Integer.parseInt(args[4]))
                .mapToObj(line -> "last words " + line)
                .toList(); // now, because the JVM takes its time for the first concatenation
        log.accept("first words");
        if (!lastWords.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                pass(Long.parseLong(args[3]));
                lastWords.forEach(log);
            }));
        }
        pass(Long.parseLong(args[2]));
        System.out.println(LEAVING);
        switch (Way.valueOf(args[1])) {
            case RETURN -> {}
            case EXIT -> System.exit(0);
            case TERM -> pass(Long.MAX_VALUE / 1_000_000);
        }
    }

    private static Consumer<String> logger(Framework framework) {
        return switch (framework) {
            case LOGBACK -> LoggerFactory.getLogger("application")::info;
            case LOG4J2 -> LogManager.getLogger("application")::info;
        };
    }

    private static void pass(long millis) {
        long began = System.nanoTime();
        for (long left = 1; left > 0; left = TimeUnit.MILLISECONDS.toNanos(millis) - (System.nanoTime() - began)) {
            LockSupport.parkNanos(left);
        }
    }
}
