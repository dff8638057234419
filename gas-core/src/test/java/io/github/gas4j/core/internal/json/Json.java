// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.event.TestEvent;
import io.github.gas4j.core.internal.text.PlainBytes;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes events and parses them back. Refuses what is not UTF-8, no single object, or has a name twice. */
final class Json {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};

    private final JsonEventWriter<TestEvent, Throwable> writer;
    private final Scratch scratch = new Scratch();

    /** Creates a writer with options in pairs of name and text. */
    Json(String... options) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            texts.put(options[i], options[i + 1]);
        }
        writer = new JsonEventWriter<>(
                JsonOptions.read(texts), new TestEvent.Reader(), new TestEvent.ThrowablesReader());
    }

    /** Returns the line of an event, which ends with its newline. */
    String line(TestEvent event) {
        scratch.clear();
        writer.write(event, scratch);
        byte[] array = Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
        assertThat(PlainBytes.count(array)).isEqualTo(length());
        assertThat(scratch.bytes().plain()).isEqualTo(length());
        ByteBuffer bytes = ByteBuffer.wrap(array);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new AssertionError(notUtf8);
        }
    }

    /** Returns the length of the last line in bytes, without its newline. */
    int length() {
        return scratch.bytes().length() - 1;
    }

    Map<String, Object> fields(TestEvent event) {
        return STRICT.readValue(line(event), FIELDS);
    }
}
