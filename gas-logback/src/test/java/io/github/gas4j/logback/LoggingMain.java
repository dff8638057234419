// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import io.github.gas4j.testkit.ChildJvm;
import java.nio.charset.Charset;

/** An application that logs, waits until its input ends, and returns from main without stopping Logback. */
final class LoggingMain {
    static final String NOT_ASCII = "Gr\u00fc\u00dfe, 5 \u20ac";

    private LoggingMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[1].equals("exiting")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> startAtExit(arguments[0])));
            return;
        }
        Logging logging =
                Logging.to(arguments[0], "<retryInterval>1h</retryInterval><maxRetryInterval>1h</maxRetryInterval>");
        Logger logger = logging.logger();
        if (arguments[1].equals("charset")) {
            logger.info(NOT_ASCII);
            say("default charset " + Charset.defaultCharset());
        } else if (arguments[1].equals("overflow")) {
            for (int round = 0; round < 20; round++) {
                // a little more stack each time, so that it ends in another place
                overflowOf(logger, 150_000 + 64 * round);
            }
            logger.info("end");
            say("recursed");
        } else {
            logger.info("one");
            logger.info("two");
            logger.info("three");
            await().until(() -> logging.stats().failedAttempts() > 0);
            say("waiting for an hour before the next attempt");
        }
        while (System.in.read() >= 0) {}
    }

    /** Configures Logback in a shutdown hook, with the flush at exit and without. */
    private static void startAtExit(String destination) {
        try (Logging refused = Logging.to(destination)) {
            refused.logger().info("lost");
            say(refused.appender().isStarted() + " " + refused.errors());
        }
        try (Logging started = Logging.to(destination, "<shutdownHook>false</shutdownHook>")) {
            started.logger().info("sent by the stop");
            say(started.appender().isStarted() + " " + started.errors());
        }
    }

    private static void say(String line) {
        System.out.println(ChildJvm.ANSWER + line);
    }

    private static void overflowOf(Logger logger, int stackBytes) throws InterruptedException {
        Thread thread = new Thread(null, () -> recurse(logger), "application", stackBytes);
        thread.setUncaughtExceptionHandler((ended, overflow) -> {});
        thread.start();
        thread.join();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse(Logger logger) {
        logger.info("deeper");
        recurse(logger);
    }
}
