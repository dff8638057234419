// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails while an appender stops. */
final class StopFailureTest {
    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void aFilterThatCannotBeStoppedKeepsNothingFromStopping() {
        String to = " destination=\"" + collector.destination() + "\"><PatternLayout pattern=\"%m%n\"/>";
        String appenders = "<Gas name=\"GAS\"" + to + "<StubbornFilter/></Gas><Gas name=\"OTHER\"" + to
                + "<StubbornFilter/></Gas>";
        String configuration = Log4j.configuration(appenders, "GAS")
                .replace(
                        "<Configuration ",
                        "<Configuration packages=\"" + StopFailureTest.class.getPackageName() + "\" ");
        try (Log4j log4j = Log4j.start(directory, configuration)) {
            GasAppender appender = log4j.appender();
            GasAppender other = log4j.appender("OTHER");
            GasClient client = log4j.client();
            log4j.logger().info("last");

            log4j.stop(10_000);

            assertThat(appender.isStopped()).isTrue();
            assertThat(other.isStopped()).isTrue();
            assertThat(client.stats().state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(collector.lines()).containsExactly("last");
            assertThat(status.ofGas(Level.WARN))
                    .hasSize(2)
                    .allMatch(line -> line.contains("failed while it stopped") && line.contains("stubborn"));
        }
    }

    /** Fails when it is stopped. */
    @Plugin(name = "StubbornFilter", category = Node.CATEGORY, elementType = Filter.ELEMENT_TYPE)
    public static final class StubbornFilter extends AbstractFilter {
        private StubbornFilter() {}

        /** Makes a filter. */
        @PluginFactory
        public static StubbornFilter create() {
            return new StubbornFilter();
        }

        @Override
        public boolean stop(long timeout, TimeUnit unit) {
            throw new NoClassDefFoundError("stubborn");
        }
    }
}
