// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.util.stream.IntStream;

/** An application that logs through Logback, as a file says. Confined to one thread. */
final class Logging implements AutoCloseable {
    private final LoggerContext context = new LoggerContext();

    private Logging(String file) throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    /** Starts one with the default configuration but for the pattern, which is the message alone, and these elements. */
    static Logging to(String destination, String... elements) throws JoranException {
        return new Logging("""
                <configuration>
                  <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                    <destination>%s</destination>
                    <encoder><pattern>%%msg%%n</pattern></encoder>
                    %s
                  </appender>
                  <root level="INFO"><appender-ref ref="COLLECTOR"/></root>
                </configuration>
                """.formatted(destination, String.join("", elements)));
    }

    void log(String message) {
        context.getLogger("shop.Checkout").info(message);
    }

    /** Logs numbered events. */
    void log(int from, int to) {
        IntStream.range(from, to).mapToObj(Logging::numbered).forEach(this::log);
    }

    static String numbered(int number) {
        return "order " + number;
    }

    @Override
    public void close() {
        context.stop();
    }
}
