// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasOption;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
    private static final Set<String> DESTINATION = Set.of("destination", "host", "port", "remoteHost");

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void everyOptionOfTheCoreIsAnAttribute() {
        assertThat(attributes())
                .containsAll(GasConfig.options().stream().map(GasOption::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "remoteHost"})
    void readsHostAndPortApart(String host) {
        String given = "%s=\"::1\" port=\"9\" shutdownTimeout=\"0\"".formatted(host);
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(given))) {
            assertThat(log4j.stats().destination()).isEqualTo("[::1]:9");
        }
    }

    @Test
    void everyAttributeIsAnOptionOfTheCore() {
        assertThat(attributes())
                .hasSizeGreaterThan(30)
                .allSatisfy(attribute -> assertThat(problemsOf(attribute))
                        .noneMatch(problem -> problem.contains("there is no such option")));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void anAttributeReachesTheCoreUnderItsName(String attribute) {
        String destination = DESTINATION.contains(attribute) ? "" : "destination=\"127.0.0.1:9\" ";
        String partner =
                "port".equals(attribute) ? "host=\"127.0.0.1\" " : attribute.endsWith("ost") ? "port=\"9\" " : "";
        String invalid = "deadLetterFile".equals(attribute) ? "/" : "?";
        String given = partner + attribute + "=\"" + invalid + "\"";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination + given))) {
            assertThat(log4j.appender().isStarted()).isFalse();
            assertThat(log4j.appender().client()).isNull();
        }

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains(
                        "'GAS'",
                        "option " + attribute + ": ",
                        attribute.endsWith("Password") ? "***" : invalid,
                        "valid: ");
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void aSetterSetsTheAttributeOfItsName(String attribute) throws Exception {
        GasAppender.Builder<?> builder = GasAppender.newBuilder();
        String setter = "set" + Character.toUpperCase(attribute.charAt(0)) + attribute.substring(1);

        Object returned = builder.getClass().getMethod(setter, String.class).invoke(builder, "text");

        assertThat(returned).isSameAs(builder);
        for (Field field : optionFields().toList()) {
            field.setAccessible(true);
            assertThat(field.get(builder)).isEqualTo(field.getName().equals(attribute) ? "text" : null);
        }
    }

    private static List<String> problemsOf(String option) {
        GasConfigException refused = catchThrowableOfType(
                GasConfigException.class,
                () -> GasConfig.builder().option(option, "\u0000").build());
        return refused.problems();
    }

    static Set<String> attributes() {
        return optionFields().map(Field::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Field> optionFields() {
        return Stream.<Class<?>>of(ConnectionOptions.class, EventOptions.class, GasAppender.Builder.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(PluginBuilderAttribute.class));
    }
}
