// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;

/** Parses events strictly: one object, no name twice, nothing behind it, and UTF-8 that decodes. Stateless. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Json() {}

    static JsonNode of(Layout<?> layout, LogEvent event) {
        return parse(layout.toByteArray(event));
    }

    static JsonNode parse(byte[] event) {
        try {
            // Jackson decodes the bytes itself, and fails at what is not UTF-8
            return MAPPER.readTree(event);
        } catch (IOException notJson) {
            throw new UncheckedIOException(new String(event, StandardCharsets.UTF_8), notJson);
        }
    }

    static JsonNode parse(String line) {
        return parse(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the fields of an object, which need not be in the same order as in another object to be equal. */
    static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.forEachEntry(fields::put);
        return fields;
    }
}
