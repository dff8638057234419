// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Collector;
import java.net.URI;
import java.util.Objects;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationFilesTest {
    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @AfterEach
    void forgetPort() {
        System.clearProperty("gas.port");
    }

    @ParameterizedTest
    @CsvSource({"gas.xml,XML", "gas.json,JSON", "gas.yaml,YAML", "gas.properties,PROPERTIES"})
    void everyFormatOfLog4jConfiguresTheAppender(String file, String format) throws Exception {
        System.setProperty("gas.port", Integer.toString(collector.port()));
        URI uri = Objects.requireNonNull(getClass().getResource("/" + file)).toURI();
        try (LoggerContext context = Configurator.initialize(format, null, uri)) {
            context.getLogger("test").info("arrives");
            context.getLogger("test").debug("is below the level");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly(format + " INFO arrives"));
            GasAppender appender = context.getConfiguration().getAppender("GAS");
            assertThat(Objects.requireNonNull(appender.client()).stats().bufferCapacityBytes())
                    .isEqualTo(1 << 20);
        }
        assertThat(status.errors()).isEmpty();
    }
}
