// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import io.github.gas4j.testkit.Collector;
import org.junit.jupiter.api.Test;

/** Appenders that are made by a listener of their context, while the context tells its listeners. */
class ContextEndTest {

    @Test
    void aListenerMayMakeTheFirstAppenderAtTheStart() {
        try (Collector collector = Collector.up()) {
            LoggerContext context = new LoggerContext();
            context.stop();
            context.addListener(new Making("STARTING", collector));

            context.start();
            context.getLogger("test").info("one");

            assertThat(collector.awaitLines(1)).hasSize(1);
            context.stop();
            assertThat(Logging.running("STARTING")).isEmpty();
        }
    }

    @Test
    void aListenerMayMakeTheFirstAppenderAtAReset() {
        try (Collector collector = Collector.up()) {
            LoggerContext context = new LoggerContext();
            context.addListener(new Making("RESETTING", collector));

            context.reset();
            context.getLogger("test").info("one");

            assertThat(collector.awaitLines(1)).hasSize(1);
            context.reset();
            assertThat(Logging.running("RESETTING")).hasSize(1);
            context.stop();
            assertThat(Logging.running("RESETTING")).isEmpty();
        }
    }

    private record Making(String name, Collector collector) implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onStart(LoggerContext context) {
            make(context);
        }

        @Override
        public void onReset(LoggerContext context) {
            make(context);
        }

        private void make(LoggerContext context) {
            GasAppender appender = new GasAppender();
            appender.setContext(context);
            appender.setName(name);
            appender.addDestination(collector.destination());
            appender.setEncoder(ScriptedEncoder.doing(message -> {}));
            appender.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        }

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
