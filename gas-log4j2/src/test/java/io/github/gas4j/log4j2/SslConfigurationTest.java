// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.testkit.Pki;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code <Ssl>} on its way from a file through Log4j into an appender. */
final class SslConfigurationTest {
    private static final String GAS = "<Gas name=\"GAS\" destination=\"127.0.0.1:9\" shutdownTimeout=\"0\" %s>"
            + "<Ssl><KeyStore location=\"${store}\" password=\"${word}\"/>"
            + "<TrustStore location=\"${store}\" password=\"${word}\"/></Ssl>"
            + "<PatternLayout pattern=\"%%m%%n\"/><ThresholdFilter level=\"WARN\"/></Gas>";

    @TempDir
    private static Path directory;

    private static Path store;

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @BeforeAll
    static void makeStore() {
        store = new Pki(directory, "ca").issue("client").keyStore();
    }

    @Test
    void readsStoresWhoseAttributesAreVariables() {
        try (Log4j log4j = Log4j.start(directory, withVariables(GAS.formatted("")))) {
            assertThat(log4j.appender().isStarted()).isTrue();
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void buildsTheOtherElementsAsWell() {
        try (Log4j log4j = Log4j.start(directory, withVariables(GAS.formatted("")))) {
            assertThat(log4j.appender().getLayout()).hasToString("%m%n");
            assertThat(log4j.appender().getFilter()).hasToString("WARN");
        }
    }

    @Test
    void readsStoresInsideOfARoute() {
        String routing = "<Routing name=\"GAS\"><Routes pattern=\"x\"><Route>" + GAS.formatted("bufferSize=\"big\"")
                + "</Route></Routes></Routing>";
        try (Log4j log4j = Log4j.start(directory, withVariables(routing))) {
            log4j.logger().error("creates the appender");
        }

        assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("option bufferSize: 'big'");
    }

    private static String withVariables(String appenders) {
        return Log4j.configuration(appenders, "GAS")
                .replaceFirst(
                        "<Appenders>",
                        "<Properties><Property name=\"store\" value=\"%s\"/><Property name=\"word\" value=\"%s\"/></Properties><Appenders>"
                                .formatted(store, Pki.PASSWORD));
    }
}
