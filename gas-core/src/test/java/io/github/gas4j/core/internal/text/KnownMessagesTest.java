// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownMessagesTest {
    /** So many looks at an unknown message, and it is known. */
    private static final int ENOUGH = KnownMessages.MISSES;

    private final Scratch scratch = new Scratch();
    private final KnownMessages messages =
            new KnownMessages((text, to) -> to.bytes().append(text));

    @ParameterizedTest
    @ValueSource(strings = {"a", "a message", "two\nlines", "\u00e9\u20ac\ud83d\ude00 in the middle of it", "\0\t"})
    void knowsAMessageThatComesAgain(String message) {
        assertThat(written(message)).isNull();

        look(message);

        assertThat(written(message)).isEqualTo(message);
        assertThat(scratch.bytes().plain()).isEqualTo(PlainBytes.count(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void knowsTheObjectAndNotItsText() {
        String message = "a message";
        look(message);

        assertThat(written(message)).isEqualTo(message);
        assertThat(written(new String(message.toCharArray()))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud83d ends with half", "half at the end \ud83d", "\ude00", "\ud83d\ude00"})
    void leavesOpenEndsAlone(String message) {
        look(message);

        assertThat(written(message)).isNull();
    }

    @Test
    void leavesLongMessagesAlone() {
        String message = "x".repeat(257);
        look(message);

        assertThat(written(message)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "2, 2", "1, 3", "2, 1"})
    void comesToKnowMessagesThatTakeTurnsWithUniqueOnes(int constant, int unique) {
        List<String> constants = List.of("begins", "goes on", "ends").subList(0, constant);
        int known = 0;
        for (int i = 0; i < 10_000; i++) {
            for (String message : constants) {
                known += written(message) == null ? 0 : 1;
            }
            for (int j = 0; j < unique; j++) {
                written("number " + i + " " + j);
            }
        }

        assertThat(known).isGreaterThan(9_000 * constant);
    }

    @Test
    void knowsTwoThatLookAlike() {
        look("the first one is here");
        look("the other one is here");

        assertThat(written("the first one is here")).isNotNull();
        assertThat(written("the other one is here")).isNotNull();
    }

    @Test
    void keepsWhatItKnowsAmongMessagesThatAreUnique() {
        String message = "a message";
        look(message);
        int known = 0;
        for (int i = 0; i < 10_000; i++) {
            written("message number " + i);
            known += written(message) == null ? 0 : 1;
        }

        assertThat(known).isGreaterThan(9_000);
    }

    private void look(String message) {
        for (int i = 0; i < ENOUGH; i++) {
            written(message);
        }
    }

    private @Nullable String written(String message) {
        scratch.clear();
        Utf8Buffer bytes = scratch.bytes();
        if (messages.append(message, scratch)) {
            return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
        }
        assertThat(bytes.length()).isZero();
        return null;
    }
}
