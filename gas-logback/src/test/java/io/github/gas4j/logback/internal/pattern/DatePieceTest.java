// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.DateConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates that are laid out once a second. */
class DatePieceTest {
    private static final List<String> SECONDS = List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:58Z",
            "1883-11-18T17:00:00Z",
            "2026-03-29T00:59:59Z", // summer time begins in Berlin a second later
            "2026-03-29T01:00:00Z",
            "2026-10-25T00:59:59Z",
            "2026-12-31T22:59:59Z",
            "2024-02-29T12:34:56Z",
            "+12345-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISO8601",
                "STRICT",
                "HH:mm:ss.SSS",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX, Europe/Berlin",
                "EEEE d. MMMM uuuu G HH:mm:ss.SSSSSSSSS zzzz, Europe/Berlin, de-DE",
                "ss.S ss.SS ss.SSSS, UTC",
                "S '1' S '9' SS, UTC",
                "h:mm:ss a B, Asia/Tokyo, ja-JP",
                "HH:mm, America/New_York",
                "ss'\u00e4\u20ac'SSS, UTC, ar-EG",
                "SSSA, UTC",
                "n, UTC",
            })
    void haveTheBytesOfLogbackInEachMillisecond(String date) {
        PatternLayoutEncoder encoder = new Encoders().encoder("%d{" + date + "}|%28d{" + date + "}|%.4d{" + date + "}");
        List<ILoggingEvent> events = new ArrayList<>();
        for (String second : SECONDS) {
            for (int millis = 0; millis < 1000; millis += millis < 20 || millis > 980 ? 1 : 9) {
                events.add(at(Instant.parse(second).toEpochMilli() + millis));
            }
        }
        Comparison comparison = new Comparison();

        comparison.compare(encoder, Encoders.compiled(encoder), events);

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.compared()).isGreaterThan(1_000);
    }

    @Test
    void areLaidOutTwiceASecondOnly() {
        AtomicInteger laidOut = new AtomicInteger();
        SecondText second = SecondText.of(1, millis -> {
            laidOut.incrementAndGet();
            return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
        });
        Utf8Buffer bytes = new Utf8Buffer();

        for (int millis = 0; millis < 1000; millis++) {
            bytes.clear();
            assertThat(second.append(millis, bytes)).isTrue();
            assertThat(new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8))
                    .isEqualTo(String.format(Locale.ROOT, "1.%03d", millis));
        }
        assertThat(laidOut).hasValue(2);
    }

    @Test
    void areLeftToLogbackIfMoreThanDigitsChanges() {
        Utf8Buffer bytes = new Utf8Buffer();

        assertThat(SecondText.of(1, millis -> millis % 1000 < 500 ? "early" : "later")
                        .append(7, bytes))
                .isFalse();
        assertThat(SecondText.of(1, Long::toHexString).append(7, bytes)).isFalse();
        assertThat(SecondText.of(1, millis -> "x".repeat((int) millis % 7)).append(7, bytes))
                .isFalse();
        assertThat(SecondText.of(1, millis -> "\ud83d").append(7, bytes)).isFalse();
        assertThat(bytes.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HH:mm:ss A", "n", "N", "ppSSS", "'quoted' n"})
    void areLeftToLogbackIfTheyHaveOtherPartsOfASecond(String pattern) {
        assertThat(DatePiece.suits(converter(pattern))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO8601", "STRICT", "HH:mm:ss.SSS 'AnNp'", "EEEE", "SSSSSSSSS"})
    void areKeptOtherwise(String pattern) {
        assertThat(DatePiece.suits(converter(pattern))).isTrue();
    }

    private static DateConverter converter(String pattern) {
        DateConverter converter = new DateConverter();
        converter.setOptionList(List.of(pattern));
        return converter;
    }

    private static LoggingEvent at(long millis) {
        LoggingEvent event = new LoggingEvent();
        event.setTimeStamp(millis);
        return event;
    }
}
