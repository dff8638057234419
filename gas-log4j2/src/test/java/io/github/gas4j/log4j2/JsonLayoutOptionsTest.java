// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.message.StringMapMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each option of the layout does, from configuration files. */
final class JsonLayoutOptionsTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void setContext() {
        ThreadContext.put("user", "ann");
        ThreadContext.put("tenant", "acme");
    }

    @AfterEach
    void clearContext() {
        ThreadContext.clearAll();
    }

    @Test
    void includeMdc() throws IOException {
        assertThat(fields("")).containsKeys("user", "tenant");
        assertThat(fields("includeMdc=\"false\"")).doesNotContainKeys("user", "tenant");
    }

    @Test
    void includeMdcKeyName() throws IOException {
        assertThat(fields("includeMdcKeyName=\"user,other\""))
                .containsKey("user")
                .doesNotContainKey("tenant");
        assertThat(fields("includeMdcKeyName=\"other, tenant\"")).containsKey("tenant");
    }

    @Test
    void excludeMdcKeyName() throws IOException {
        assertThat(fields("excludeMdcKeyName=\"user,other\""))
                .containsKey("tenant")
                .doesNotContainKey("user");
    }

    @Test
    void includeKeyValuePairs() throws IOException {
        assertThat(fields("")).containsKey("order");
        assertThat(fields("includeKeyValuePairs=\"false\"")).doesNotContainKey("order");
    }

    @Test
    void includeMarkers() throws IOException {
        assertThat(fields("")).containsKey("tags");
        assertThat(fields("includeMarkers=\"false\"")).doesNotContainKey("tags");
    }

    @Test
    void includeContext() throws IOException {
        assertThat(fields("")).doesNotContainKeys("hostName", "contextName");
        assertThat(fields("includeContext=\"true\"")).containsKeys("hostName", "contextName");
    }

    @Test
    void includeCallerData() throws IOException {
        assertThat(fields("")).doesNotContainKey("caller_class_name");
        assertThat(event("includeCallerData=\"true\"").path("caller_class_name").asText())
                .isEqualTo(JsonLayoutOptionsTest.class.getName());
    }

    @Test
    void customFields() throws IOException {
        assertThat(fields("customFields='{\"app\":\"shop\",\"nested\":{\"n\":1}}'"))
                .containsKeys("app", "nested");
    }

    @Test
    void fieldName() throws IOException {
        assertThat(fields("fieldName=\"message=msg,level_value=number\""))
                .containsKeys("msg", "number")
                .doesNotContainKeys("message", "level_value");
    }

    @Test
    void timestampPatternAndTimeZone() throws IOException {
        assertThat(event("timestampPattern=\"yyyy-MM-dd'T'HH:mm:ssXXX\" timeZone=\"+05:00\""
                                .replace("'T'", "&apos;T&apos;"))
                        .path("@timestamp")
                        .asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+05:00");
    }

    @Test
    void shortenedLoggerNameLength() throws IOException {
        String shortened =
                event("shortenedLoggerNameLength=\"5\"").path("logger_name").asText();

        assertThat(shortened).isEqualTo("c.e.s.Orders");
    }

    @Test
    void maxDepthPerThrowable() throws IOException {
        assertThat(event("maxDepthPerThrowable=\"2\"")
                        .path("stack_trace")
                        .asText()
                        .lines())
                .filteredOn(line -> line.startsWith("\tat "))
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void rootCauseFirst() throws IOException {
        assertThat(event("").path("stack_trace").asText()).startsWith("java.lang.IllegalStateException: outer");
        assertThat(event("rootCauseFirst=\"true\"").path("stack_trace").asText())
                .startsWith("java.lang.RuntimeException: inner");
    }

    @Test
    void maxLength() throws IOException {
        String line = line("maxLength=\"1000\"", "");

        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1000);
        assertThat(line("", "").getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(1000);
        assertThat(Json.parse(line).path("level").asText()).isEqualTo("ERROR");
    }

    @Test
    void fieldsOfEcs() throws IOException {
        JsonNode event = event("format=\"ecs\" serviceName=\"shop\" serviceVersion=\"1.2\""
                + " serviceEnvironment=\"test\" eventDataset=\"orders\"");

        assertThat(event.path("service.name").asText()).isEqualTo("shop");
        assertThat(event.path("service.version").asText()).isEqualTo("1.2");
        assertThat(event.path("service.environment").asText()).isEqualTo("test");
        assertThat(event.path("event.dataset").asText()).isEqualTo("orders");
    }

    @Test
    void fieldsOfGelf() throws IOException {
        JsonNode event = event("format=\"GELF\" originHost=\"here\" staticField=\"region=eu,zone=1\"");

        assertThat(event.path("host").asText()).isEqualTo("here");
        assertThat(event.path("_region").asText()).isEqualTo("eu");
        assertThat(event.path("_zone").asText()).isEqualTo("1");
    }

    /** As other layouts of Log4j take additional fields. */
    @Test
    void keyValuePairsAreFieldsOfEachEvent() throws IOException {
        String pairs = "<KeyValuePair key=\"app\" value=\"sh&quot;op\"/>"
                + "<KeyValuePair key=\"home\" value=\"${sys:java.home}\"/>";

        JsonNode event = event("customFields='{\"more\":1}'", pairs);

        assertThat(event.path("app").asText()).isEqualTo("sh\"op");
        assertThat(event.path("home").asText()).isEqualTo(System.getProperty("java.home"));
        assertThat(event.path("more").asInt()).isEqualTo(1);
        assertThat(event("format=\"GELF\"", pairs).path("_app").asText()).isEqualTo("sh\"op");
        assertThat(event("format=\"ECS\"", pairs).path("app").asText()).isEqualTo("sh\"op");
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void aSetterSetsTheAttributeOfItsName(String attribute) throws Exception {
        GasJsonLayout.Builder builder = GasJsonLayout.newBuilder();
        String setter = "set" + Character.toUpperCase(attribute.charAt(0)) + attribute.substring(1);

        Object returned = builder.getClass().getMethod(setter, String.class).invoke(builder, "text");

        assertThat(returned).isSameAs(builder);
        for (Field field : fieldsOfOptions().toList()) {
            field.setAccessible(true);
            assertThat(field.get(builder)).isEqualTo(field.getName().equals(attribute) ? "text" : null);
        }
    }

    static List<String> attributes() {
        return fieldsOfOptions().map(Field::getName).toList();
    }

    private static Stream<Field> fieldsOfOptions() {
        return Stream.<Class<?>>of(JsonLayoutOptions.class, GasJsonLayout.Builder.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(PluginBuilderAttribute.class));
    }

    private Map<String, JsonNode> fields(String attributes) throws IOException {
        return Json.fields(event(attributes));
    }

    private JsonNode event(String attributes) throws IOException {
        return event(attributes, "");
    }

    private JsonNode event(String attributes, String elements) throws IOException {
        return Json.parse(line(attributes, elements));
    }

    private String line(String attributes, String elements) throws IOException {
        Path file = Files.createTempFile(directory, "events", ".log");
        String appender = "<File name=\"FILE\" fileName=\"" + file + "\"><GasJsonLayout " + attributes + ">" + elements
                + "</GasJsonLayout></File>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appender, "FILE"))) {
            log(log4j.logger("com.example.shop.Orders"));
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
        return Files.readString(file).stripTrailing();
    }

    private static void log(Logger logger) {
        logger.error(
                MarkerManager.getMarker("AUDIT"),
                new StringMapMessage().with("order", "4711"),
                new IllegalStateException("outer", new RuntimeException("inner")));
    }
}
