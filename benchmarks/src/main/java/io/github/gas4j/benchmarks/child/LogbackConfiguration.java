// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback with the encoder of this run in the place of {@code <encoder/>}, so that one configuration serves for
 * all encoders: Logback allows no conditions inside an appender. Stateless.
 */
final class LogbackConfiguration {
    private LogbackConfiguration() {}

    /** Loads the configuration that {@code bench.configuration} names. */
    static LoggerContext load() throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        String name = System.getProperty("bench.configuration");
        try (InputStream in = LogbackConfiguration.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException("no configuration " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("<encoder/>", System.getProperty("bench.encoder"));
            configurator.doConfigure(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            if (new StatusUtil(context).getHighestLevel(0) >= Status.ERROR) {
                throw new IOException(
                        context.getStatusManager().getCopyOfStatusList().toString());
            }
            return context;
        } catch (JoranException failed) {
            throw new IOException(failed);
        }
    }
}
