// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;

/** What two configurations that are to share a client differ in. */
class DifferencesTest {
    private static GasConfig config(UnaryOperator<GasConfigBuilder> options) {
        return options.apply(GasConfig.builder().option("destination", "logs:5170"))
                .build();
    }

    private static List<String> between(UnaryOperator<GasConfigBuilder> one, UnaryOperator<GasConfigBuilder> other) {
        return config(one).differencesFrom(config(other));
    }

    @Test
    void areNoneBetweenTwoSpellingsOfTheSame() {
        assertThat(between(
                        options -> options.option("bufferSize", "8MB").option("maxRetryInterval", "PT10S"),
                        options -> options.option("bufferSize", "8MiB").option("framing", "newline")))
                .isEmpty();
    }

    @Test
    void nameTheOptionAndBothValues() {
        assertThat(between(
                        options -> options.option("bufferSize", "1MiB"),
                        options -> options.option("overflow", "BLOCK").option("bufferSize", "2MiB")))
                .containsExactly(
                        "option bufferSize: '1MiB' contradicts '2MiB'",
                        "option overflow: its default contradicts 'BLOCK'");
    }

    @Test
    void includeTheHeader() {
        assertThat(between(options -> options, options -> options.header(new byte[] {'h'})))
                .containsExactly("the encoder's or layout's header or footer differs");
    }

    @Test
    void includeTheDestination() {
        assertThat(between(options -> options, options -> options.option("destination", "other:5170")))
                .containsExactly("option destination: 'logs:5170' contradicts 'other:5170'");
    }

    @Test
    void areNoneBetweenTwoSpellingsOfADestination() {
        GasConfig apart = GasConfig.builder()
                .option("host", "logs")
                .option("port", "5170")
                .build();

        assertThat(config(options -> options).differencesFrom(apart)).isEmpty();
    }

    @Test
    void includeWhatTheKeysOfTlsComeFrom() {
        assertThat(between(options -> options.tls(new Source("one")), options -> options.tls(new Source("one"))))
                .isEmpty();
        assertThat(between(options -> options.tls(new Source("one")), options -> options.tls(new Source("other"))))
                .containsExactly("the keys, certificates or trust of TLS differ");
    }

    /** A source that is never used. */
    private record Source(String name) implements TlsSource {
        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public SSLContext createContext(UnaryOperator<TrustManager[]> trust) throws IOException {
            throw new IOException("unused");
        }

        @Override
        public String trustInWords() {
            return "the same words";
        }
    }
}
