// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of compiled patterns, beside those of Logback's own encoder. */
class SameBytesTest {
    private static final List<String> PATTERNS = List.of(
            "%d{ISO8601} [%thread] %-5level %logger{36} - %msg%n",
            "%-5level %d{ISO8601} [%thread] %logger{36} - %msg%n",
            "%d{yyyy-MM-dd HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n",
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p 1 --- [%15.15t] %-40.40logger{39} : %m%n%ex",
            "%msg%n",
            "%m",
            "constant",
            "%d %msg%n",
            "%date{HH:mm:ss.SSS} %msg%n",
            "%d{STRICT} %m%n",
            "%d{\"yyyy-MM-dd'T'HH:mm:ss,SSSXXX\"} %m%n",
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX, Europe/Berlin} %m%n",
            "%d{EEEE d MMMM yyyy HH:mm:ss.S, Asia/Tokyo, fr-FR} %m%n",
            "%d{EEEE SSS d SS MMMM, Asia/Tokyo, ja-JP}%m%n",
            "%d{h:mm a} %m%n",
            "%d{A n N SSS} %m%n",
            "%d{ss.SS 'SSS' uuuu} %m%n",
            "%d{ss.SSS 'An' z VV e} %m%n",
            "%d{bogus\u00e9b} %m%n",
            "%d{ppppH:mm ss.SSS} %m%n",
            "%d{ss'\ud83d'SSS}%m",
            "%30d{HH:mm:ss.SSS}|%-30d{HH:mm:ss.SSS}|%.7d{HH:mm:ss.SSS}|%.-7d{HH:mm:ss.SSS} %m%n",
            "[%10.10thread] [%-10.-10thread] [%.-5level] [%20.30logger{0}] %m%n",
            "%logger{0} %logger{5} %logger{20} %c %lo{10} %m%n",
            "%30logger|%-50logger{20}|%.10logger|%.-10logger|%-700logger %m%n",
            "%-100msg|%n",
            "%.20msg|%.-20msg|%150msg%n",
            "%X{a} %X{b:-none} %X{zz:-} %mdc{u} %X %m%n",
            "%-20X{a}|%20X{nope:-d}|%.2X{a} %m%n",
            "%-30(%d{HH:mm:ss} [%t]) %m%n",
            "%20.25(%level %logger{10}) %m%n",
            "%(%(a %m) b %-10level) %n",
            "%(%d{ss.SSS} %(%t%m)%X{u})%m%n",
            "%replace(%msg){'\\s','_'}%n",
            "%highlight(%-5level) %cyan(%logger{15}) %m%n",
            "%m%n%ex",
            "%ex%m%n",
            "%m%n%ex{short}",
            "%m%n%ex{3}",
            "%m %nopex%n",
            "%m%n%rEx",
            "%m%n%xEx{5}",
            "%m%n%ex{full, OddEvents}",
            "%m%n%-2000ex|",
            "%m%n%.50ex|",
            "%marker %m %kvp %kvp{NONE}%n",
            "%relative %micros %contextName %property{k:-x} %m%n",
            "%caller{1} %C{0} %M %L %F %m%n",
            "\\(esc\\) 100\\% %m \\t%n",
            "%hush %m%n",
            "%message %m%n",
            "%m%X{u}%m",
            "%X{u}%m%X{u}%m%d{ss}",
            "\ud83d%m",
            "%m\ude00%m",
            "%thread%m%logger%thread%n",
            "%.1m%m%n",
            "%.1m%.-1m%m",
            "\u00fc\u20ac\ud83d\ude00 %m%n",
            "%level%thread%sn %m%n",
            "%m%m%m%n",
            "%prefix(%level %logger{10} %X{a}) %m%n");

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private final Encoders encoders = new Encoders().word("hush", Masked::new).word("message", Masked::new);

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @CsvSource({"en-US, UTC", "de-DE, Europe/Berlin", "ar-EG, Asia/Kolkata"})
    void areThoseOfLogback(String language, String place) {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(place));
        List<ILoggingEvent> events = OddEvents.of(encoders.context, encoders.mdc);
        Comparison comparison = new Comparison();

        for (String pattern : PATTERNS) {
            PatternLayoutEncoder encoder = encoders.encoder(pattern);
            comparison.compare(encoder, Encoders.compiled(encoder), events);
        }

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.different()).isZero();
        assertThat(comparison.compared()).isGreaterThan(30_000);
    }

    @Test
    void areFoundToDifferIfOneConverterIsReplacedByAnother() {
        List<ILoggingEvent> events = OddEvents.of(encoders.context, encoders.mdc);
        Comparison comparison = new Comparison();

        comparison.compare(encoders.encoder("%hush%n"), encoders.compiled("%msg%n"), events);
        comparison.compare(encoders.encoder("%d{ss.SSS}"), encoders.compiled("%d{ss.SS}0"), events);
        comparison.compare(encoders.encoder("%logger{36}"), encoders.compiled("%logger{35}"), events);

        assertThat(comparison.different()).isGreaterThan(events.size() / 2);
        assertThat(comparison.differences()).isNotEmpty();
    }

    /** What an application has to keep secrets out of its logs. */
    private static final class Masked extends MessageConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return String.valueOf(event.getFormattedMessage()).replaceAll("[0-9a]", "*");
        }
    }
}
