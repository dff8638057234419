// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.core.encoder.Encoder;
import io.github.gas4j.core.GasClientMXBean;
import io.github.gas4j.core.internal.id.EventIds;
import io.github.gas4j.log4j2.GasAppender;
import io.github.gas4j.log4j2.GasJsonLayout;
import io.github.gas4j.log4j2.internal.pattern.EventIdPatternConverter;
import io.github.gas4j.log4j2.internal.ssl.SslVisitor;
import io.github.gas4j.logback.EventIdConverter;
import io.github.gas4j.logback.GasJsonEncoder;
import io.github.gas4j.logback.GasSyslogEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The metadata in the jars, without which a native image has no setters, builders and attributes to find by reflection. Log4j's
 * own annotation processor writes what it needs of our plugins.
 */
class NativeImageTest {
    private static final String CORE = "io.github.gas4j/gas-core";
    private static final String LOGBACK = "io.github.gas4j/gas-logback";
    private static final String LOG4J2 = "io.github.gas4j/gas-log4j2";
    private static final String GENERATED = "log4j-generated/io.github.gas4j/gas-log4j2";
    private static final String LOG4J_CORE = "log4j-generated/org.apache.logging.log4j/log4j-core";

    @ParameterizedTest
    @ValueSource(strings = {CORE, LOGBACK, LOG4J2, GENERATED})
    void everythingThatIsNamedExists(String folder) throws IOException {
        NativeMetadata metadata = NativeMetadata.in(folder);

        assertThat(metadata.types()).isNotEmpty();
        assertThat(metadata.unknown()).isEmpty();
    }

    /** Base classes of Log4j are in the metadata of Log4j. */
    @Test
    void everythingThatLog4jReachesOfThePluginsIsNamed() throws IOException {
        NativeMetadata metadata = NativeMetadata.in(GENERATED);

        assertThat(metadata.and(NativeMetadata.in(LOG4J_CORE)).missingOf(GasAppender.Builder.class))
                .isEmpty();
        assertThat(metadata.and(NativeMetadata.in(LOG4J_CORE)).missingOf(GasJsonLayout.Builder.class))
                .isEmpty();
        assertThat(metadata.names(GasAppender.class, "newBuilder")).isTrue();
        assertThat(metadata.names(GasJsonLayout.class, "newBuilder")).isTrue();
        assertThat(metadata.names(SslVisitor.class, "<init>")).isTrue();
        assertThat(metadata.names(EventIdPatternConverter.class, "newInstance")).isTrue();
    }

    /** The arm that shows that the other measures something: without Log4j's own part, or without one field. */
    @Test
    void aFieldThatIsNotNamedIsFound() throws IOException {
        NativeMetadata metadata = NativeMetadata.in(GENERATED);
        NativeMetadata without = new NativeMetadata(metadata.types().stream()
                .map(type -> new NativeMetadata.Type(
                        type.name(),
                        type.methods(),
                        type.fields().stream()
                                .filter(field -> !field.name().equals("bufferSize"))
                                .toList(),
                        false,
                        false))
                .toList());

        assertThat(metadata.missingOf(GasAppender.Builder.class)).contains("Builder.name", "Builder.layout");
        assertThat(without.and(NativeMetadata.in(LOG4J_CORE)).missingOf(GasAppender.Builder.class))
                .containsExactly("EventOptions.bufferSize");
    }

    @Test
    void joranReachesEverySetterOfTheAppenderAndTheEncoders() throws IOException {
        NativeMetadata metadata = NativeMetadata.in(LOGBACK);

        assertThat(metadata.types())
                .filteredOn(NativeMetadata.Type::allPublicMethods)
                .filteredOn(NativeMetadata.Type::allPublicConstructors)
                .extracting(NativeMetadata.Type::name)
                .containsExactlyInAnyOrder(
                        io.github.gas4j.logback.GasAppender.class.getName(),
                        GasJsonEncoder.class.getName(),
                        GasSyslogEncoder.class.getName());
        assertThat(metadata.names(EventIdConverter.class, "<init>")).isTrue();
        assertThat(metadata.names(Encoder.class, "isStateful")).isTrue();
    }

    /** Or all processes of an image would have the ids of one run. */
    @Test
    void theRunIsChosenWhenAnImageRuns() throws IOException {
        Properties properties = new Properties();
        String file = "META-INF/native-image/" + CORE + "/native-image.properties";
        try (InputStream in = NativeImageTest.class.getClassLoader().getResourceAsStream(file)) {
            properties.load(in);
        }

        assertThat(properties.getProperty("Args")).isEqualTo("--initialize-at-run-time=" + EventIds.class.getName());
    }

    @Test
    void jmxReachesEveryAttribute() throws IOException {
        assertThat(NativeMetadata.in(CORE).types())
                .filteredOn(NativeMetadata.Type::allPublicMethods)
                .extracting(NativeMetadata.Type::name)
                .containsExactly(GasClientMXBean.class.getName());
    }

    @Test
    void whatDoesNotExistIsFound() throws IOException {
        String json = """
                [{"name": "io.github.gas4j.core.Nobody"},
                 {"name": "java.lang.Thread",
                  "methods": [{"name": "join", "parameterTypes": ["long"]}, {"name": "<init>", "parameterTypes": ["long"]}],
                  "fields": [{"name": "nothing"}]}]
                """;

        assertThat(NativeMetadata.parse(json).unknown())
                .containsExactly(
                        "io.github.gas4j.core.Nobody",
                        "Method[name=<init>, parameterTypes=[long]]",
                        "Field[name=nothing]");
    }

    static Stream<String> malformed() {
        return Stream.of(
                "{\"name\": \"java.lang.Thread\"}",
                "[{\"name\": \"java.lang.Thread\", \"allPublicMethod\": true}]",
                "[{\"name\": \"java.lang.Thread\", \"allPublicMethods\": \"true\"}]",
                "[{\"name\": \"java.lang.Thread\", \"fields\": [\"name\"]}]",
                "[] []");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatTheFormatDoesNotHaveIsRefused(String json) {
        assertThatThrownBy(() -> NativeMetadata.parse(json)).isInstanceOf(IOException.class);
    }
}
