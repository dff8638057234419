// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.migration.ForeignOptions;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.appender.SocketAppender;
import org.apache.logging.log4j.core.appender.SyslogAppender;
import org.apache.logging.log4j.core.config.plugins.PluginAliases;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that were written for other appenders. */
final class OtherAppendersTest {
    private static final String DESTINATION = "destination=\"127.0.0.1:9\" ";

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void refusesEachOfTheirOptionsWithWhatIsValid() {
        String attributes =
                ForeignOptions.names().stream().map("%s=\"1\" "::formatted).collect(Collectors.joining());

        try (Log4j log4j = Log4j.start(directory, Log4j.gas(DESTINATION + attributes))) {
            assertThat(log4j.appender().isStarted()).isFalse();
        }

        assertThat(status.ofGas(Level.ERROR)).hasSameSizeAs(ForeignOptions.names());
        for (String name : ForeignOptions.names()) {
            assertThat(status.ofGas(Level.ERROR))
                    .as(name)
                    .filteredOn(error -> error.contains("option " + name + ": is not an option of GAS, but of"))
                    .singleElement()
                    .asString()
                    .contains("; valid: ");
        }
    }

    @Test
    void refusesAnAttributeWhateverItsCase() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(DESTINATION + "ReconnectDelayMillis=\"500\""))) {
            assertThat(log4j.appender().isStarted()).isFalse();
        }

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option ReconnectDelayMillis: ", "valid: retryInterval, maxRetryInterval");
    }

    @Test
    void knowsEachOptionThatTheyHave() {
        Set<String> ours = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        attributes(ConnectionOptions.class, EventOptions.class, AbstractAppender.Builder.class)
                .forEach(ours::add);

        assertThat(attributes(
                        SocketAppender.AbstractBuilder.class,
                        SyslogAppender.Builder.class,
                        AbstractOutputStreamAppender.Builder.class))
                .hasSizeGreaterThan(25)
                .allMatch(name -> ours.contains(name) || ForeignOptions.contains(name));
    }

    private static Stream<String> attributes(Class<?>... builders) {
        return Stream.of(builders)
                .flatMap(builder -> Arrays.stream(builder.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(PluginBuilderAttribute.class))
                .flatMap(OtherAppendersTest::names);
    }

    /** Returns an attribute's name, which is the field's if the annotation has none, and its aliases. */
    private static Stream<String> names(Field field) {
        String name = Objects.requireNonNull(field.getAnnotation(PluginBuilderAttribute.class))
                .value();
        PluginAliases aliases = field.getAnnotation(PluginAliases.class);
        return Stream.concat(
                Stream.of(name.isEmpty() ? field.getName() : name),
                aliases == null ? Stream.empty() : Arrays.stream(aliases.value()));
    }
}
