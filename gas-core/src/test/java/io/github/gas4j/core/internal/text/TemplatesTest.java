// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplatesTest {
    private final AtomicInteger texts = new AtomicInteger();
    private final Templates templates = new Templates((text, scratch) -> {
        texts.incrementAndGet();
        scratch.bytes().append(text);
    });

    @Test
    void putsArgumentsIntoTheirPlaces() {
        assertThat(written("{} of {} in {} ms, {}.", 1, "two", 3L, null)).isEqualTo("1 of two in 3 ms, null.");
        assertThat(written("{}{}", true, 0.5)).isEqualTo("true0.5");
        assertThat(written("{ } }{ {", 1)).isEqualTo("{ } }{ {");
    }

    @Test
    void leavesPlacesWithoutArgumentsAndArgumentsWithoutPlaces() {
        assertThat(written("{} {}", "one")).isEqualTo("one {}");
        assertThat(written("{}", "one", "two")).isEqualTo("one");
        assertThat(written("none", "one")).isEqualTo("none");
        assertThat(written("{}")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\{}", "a\\b {}", "\ud83d{}", "{}\ude00"})
    void leavesToTheFrameworkWhatItMightWriteInAnotherWay(String template) {
        assertThat(written(template, 1)).isNull();
    }

    @Test
    void leavesToTheFrameworkArgumentsThatMayThrowOrChange() {
        assertThat(written("{}", List.of("a"))).isNull();
        assertThat(written("{}", (Object) new int[] {1})).isNull();
        assertThat(written("{}", new AtomicInteger(1))).isNull();
        assertThat(written("{}{}", "a\ud83d", "\ude00b")).isNull();
    }

    @Test
    void turnsATemplateIntoBytesOnce() {
        Scratch scratch = new Scratch();
        texts.set(0);

        for (int i = 0; i < 3; i++) {
            assertThat(templates.append("first {} second", new Object[] {1}, scratch))
                    .isTrue();
            assertThat(texts).hasValue(2);
        }
    }

    @Test
    void templatesThatMeetInTheCacheDoNotDriveEachOtherOut() {
        List<String> meeting = IntStream.range(0, 100_000)
                .mapToObj(number -> "number {} of " + number)
                .filter(template -> ((template.hashCode() ^ template.hashCode() >>> 16) & 255) == 7)
                .limit(3)
                .toList();
        Scratch scratch = new Scratch();
        Object[] arguments = {1};
        texts.set(0);
        int written = 0;
        for (int i = 0; i < 3_000; i++) {
            written += templates.append(meeting.get(i % 3), arguments, scratch) ? 1 : 0;
        }

        assertThat(texts).hasValueLessThan(3_000 / 10);
        assertThat(written).isGreaterThan(3_000 / 2);
    }

    @Test
    void keepsNoLongTemplate() {
        assertThat(written("x".repeat(254) + "{}", 1)).hasSize(255);
        assertThat(written("x".repeat(255) + "{}", 1)).isNull();
    }

    /** Returns what is written of a template, or null if nothing is. */
    private @Nullable String written(String template, @Nullable Object... arguments) {
        Scratch scratch = new Scratch();
        if (templates.append(template, arguments, scratch)) {
            return new String(scratch.bytes().array(), 0, scratch.bytes().length(), StandardCharsets.UTF_8);
        }
        assertThat(scratch.bytes().length()).isZero();
        return null;
    }
}
