// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.logback.GasAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs what receivers may find hard to read, at three levels. Stateless. */
final class Shop {
    /** The texts without a throwable, in the order of the events of a round; the event with a throwable is the last one. */
    static final List<String> TEXTS = List.of(
            "order placed",
            "Zo\u00eb pays 3 \u20ac \ud83d\ude00 \"quoted\" \\ back]slash, a\ttab, {braces} and <brackets>",
            "two\nlines, and a CR LF\r\nbefore the third",
            "x".repeat(3_000));

    /** The text of the event with a throwable. */
    static final String FAILED = "failed";

    private static final String APPENDER = "COLLECTOR";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 60;
    /** How many events are logged. */
    static final int EVENTS = ROUNDS * 5;

    private Shop() {}

    /** Logs with a framework, and returns when everything has been sent. A warning of Logback's is a failure. */
    static void log(Configuration configuration) throws IOException {
        ByteArrayInputStream xml = new ByteArrayInputStream(configuration.text().getBytes(StandardCharsets.UTF_8));
        if (configuration.framework() == Framework.LOGBACK) {
            logWithLogback(xml);
        } else {
            logWithLog4j2(xml);
        }
    }

    private static void logWithLogback(ByteArrayInputStream xml) {
        ch.qos.logback.classic.LoggerContext context = new ch.qos.logback.classic.LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        try {
            joran.doConfigure(xml);
        } catch (JoranException invalid) {
            throw new IllegalStateException(invalid);
        }
        ch.qos.logback.classic.Logger logger = context.getLogger("com.example.Shop");
        for (int i = 0; i < ROUNDS; i++) {
            logger.info(TEXTS.get(0));
            logger.warn(TEXTS.get(1));
            logger.info(TEXTS.get(2));
            logger.info(TEXTS.get(3));
            logger.error(FAILED, throwable());
        }
        GasAppender appender =
                (GasAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
        awaitSent(appender::stats);
        context.stop();
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getEffectiveLevel() >= Status.WARN)
                .isEmpty();
    }

    private static void logWithLog4j2(ByteArrayInputStream xml) throws IOException {
        LoggerContext context = new LoggerContext("shop");
        context.start(new XmlConfiguration(context, new ConfigurationSource(xml)));
        org.apache.logging.log4j.core.Logger logger = context.getLogger("com.example.Shop");
        for (int i = 0; i < ROUNDS; i++) {
            logger.info(TEXTS.get(0));
            logger.warn("{}", TEXTS.get(1)); // has braces of its own
            logger.info(TEXTS.get(2));
            logger.info(TEXTS.get(3));
            logger.error(FAILED, throwable());
        }
        io.github.gas4j.log4j2.GasAppender appender = context.getConfiguration().getAppender(APPENDER);
        awaitSent(appender::stats);
        context.stop();
    }

    /** Waits longer than the appender does when it is stopped, because the machine may be busy. */
    private static void awaitSent(Supplier<@Nullable GasStats> stats) {
        await("everything sent").atMost(PATIENCE).until(() -> {
            GasStats now = Objects.requireNonNull(stats.get());
            return now.bufferedEvents() == 0 && now.dropped() == 0;
        });
    }

    private static Throwable throwable() {
        return new IllegalStateException("not paid", new IOException("the bank\nsays no"));
    }
}
