// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.RoomOptions;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What a layout does in contradiction to the framing is seen in what it writes, and nothing else is. */
class LayoutCheckTest {
    private static final String LINE = "INFO  an event of an application that logs in words";

    private final Counters counters = new Counters();
    private final FrameBuffer ring = DirectRing.allocate(1 << 20, counters);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void findsCompression(Framing framing) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        write(new GZIPOutputStream(gzip));
        write(new DeflaterOutputStream(zlib));

        assertThat(found(framing, gzip.toByteArray())).contains("compressed", "framing=" + framing, "\"OFF\"", "NONE");
        assertThat(found(framing, zlib.toByteArray())).contains("compressed");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void findsUtf16(Framing framing) {
        assertThat(found(framing, (LINE + "\n").getBytes(UTF_16LE))).contains("UTF-16", "UTF-8", "framing=NONE");
        assertThat(found(framing, (LINE + "\n").getBytes(UTF_16BE))).contains("UTF-16");
        assertThat(found(framing, "\u00fc \u20ac ".repeat(9).getBytes(StandardCharsets.UTF_16)))
                .contains("UTF-16");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "NUL"})
    void findsANulAtTheEnd(Framing framing) {
        for (String end : new String[] {"\0", "\0\n", "\n\0", "\r\n\0"}) {
            assertThat(found(framing, "{\"a\":1}" + end)).contains("end with a NUL", "choose framing=NUL");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void findsALengthBeforeTheEvent(Framing framing) {
        assertThat(found(framing, "67 <134>1 2026-11-26T22:45:59.240Z localhost app 4744 - - hi\n"))
                .contains("length", "useTlsMessageFormat=\"false\"", "framing=NONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n  \"a\" : 1\n}\n",
                "{\r\n  \"a\" : 1\r\n}\r\n",
                "{ \"a\" : 1,\n  \"b\" : 2 }",
                "{\"error.stack_trace\":[\n\"one\",\n\"two\"]}",
                "\n  <Event a=\"1\">\n  </Event>\r\n",
                "<log4j:event logger=\"test\"\r\n             level=\"INFO\">\r\n</log4j:event>",
                "\n<tr>\n<td>1</td>\n</tr>\n",
                "---\ninstant:\n  epochSecond: 1\n",
                "\n---\r\nmessage: \"words\"\r\n",
            })
    void findsEventsOfSeveralLines(String event) {
        assertThat(found(Framing.NEWLINE, event))
                .contains("several lines", "compact=\"true\"", "OCTET_COUNTING", "escapeNewlines=false");
        for (Framing framing :
                new Framing[] {Framing.NUL, Framing.OCTET_COUNTING, Framing.LENGTH_PREFIX, Framing.NONE}) {
            assertThat(found(framing, event)).isEmpty();
        }
        assertThat(found(config(Framing.NEWLINE).option("escapeNewlines", "false"), Bytes.of(event)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsSmileWhereverEventsAreFramed(Framing framing) {
        byte[] event = ":)\n\1\u00fa\u0083a\u00c2\u00fb".getBytes(ISO_8859_1);

        assertThat(found(framing, event).contains("Smile")).isEqualTo(framing != Framing.NONE);
        assertThat(found(framing, ":)\nwords")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsBinaryJsonWhereTheFramingReplacesBytes(Framing framing) {
        boolean replaces = framing == Framing.NEWLINE || framing == Framing.CRLF || framing == Framing.NUL;

        assertThat(found(framing, "\u00bfaa\1\u00ff".getBytes(ISO_8859_1)).contains("binary"))
                .isEqualTo(replaces);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\r\n", "<?xml version=\"1.0\"?>\n<Events>\n"})
    void findsADocumentByItsHeader(String header) {
        assertThat(found(config(Framing.OCTET_COUNTING).header(Bytes.of(header)), Bytes.of("{}")))
                .contains("one document", "complete=\"false\"");
        assertThat(found(config(Framing.NONE).header(Bytes.of(header)), Bytes.of("{}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\0",
                "x",
                "{",
                "---",
                "2026-11-26 22:45:59,240 INFO words\n",
                "INFO words\njava.lang.IllegalStateException: no\n\tat a.B.c(B.java:1) ~[na:na]\n",
                "5 <3 you",
                "12 <3you> words",
                "[main] words\n\tat a.B.c(B.java:1) ~[na:na]\n",
                "<134>1 2026-11-26T22:45:59.240Z host app 1 - - words\nmore <words>\n",
                "<134>Nov 26 22:45:59 host words\n\tat a.B.c(B.java:1)\n",
                "{} is not {JSON}\nbut {text}\n",
                "{\"message\":\"two\\nlines\"}\n",
                "--- words ---\nmore words\n",
                "<Event><Message>he said \"no\"\nand <i></Message></Event>\n",
                "<Event><Message>&lt;of>\n&lt;i></Message></Event>\n",
                "a NUL\0within\n",
                "\1\0\0\0\0\0\0\0\0\0\1",
                "8=FIX.4.2\0019=12\00135=A\00110=000\001\n",
                "\u001b[31mERROR\u001b[0m words\n",
                "\u00fc\u20ac\ud83d\ude00\n",
                "id,message\r\n",
            })
    void findsNothingInTextInJsonOrInSyslog(String event) {
        for (Framing framing : Framing.values()) {
            if (framing == Framing.NUL || !event.equals("\0")) {
                assertThat(found(framing, event)).as("%s", framing).isEmpty();
            }
        }
    }

    @Test
    void looksAtLaterEventsOnlyIfSomethingInThemIsEscaped() {
        Framer counting = framer(config(Framing.OCTET_COUNTING));
        Framer escaping = framer(config(Framing.NEWLINE));
        for (int i = 0; i < 16; i++) {
            append(counting, Bytes.of(LINE));
            append(escaping, Bytes.of(LINE));
        }

        append(counting, Bytes.of("{}\0"));
        append(escaping, Bytes.of("{}\0"));
        assertThat(counters.contradiction()).isEmpty();

        append(escaping, Bytes.of("{\n}\n"));
        assertThat(counters.contradiction()).contains("several lines");
    }

    @Test
    void looksNoMoreOnceItHasFoundSomething() {
        Framer framer = framer(config(Framing.NEWLINE));
        append(framer, Bytes.of("{\n}\n"));
        counters.contradiction("");

        append(framer, Bytes.of("{\n}\n"));

        assertThat(counters.contradiction()).isEmpty();
    }

    private static GasConfigBuilder config(Framing framing) {
        return GasConfig.builder().option("destination", "logs:5170").option("framing", framing.name());
    }

    private Framer framer(GasConfigBuilder config) {
        ClientOptions options = RoomOptions.of(config.build());
        return Admission.of(options.buffer(), options.wire(), ring).framer();
    }

    private void append(Framer framer, byte[] event) {
        assertThat(framer.append(ring, event, 0, event.length)).isPositive();
    }

    private String found(Framing framing, String event) {
        return found(framing, Bytes.of(event));
    }

    private String found(Framing framing, byte[] event) {
        return found(config(framing), event);
    }

    /** Returns what is found in an event that lies somewhere within an array. */
    private String found(GasConfigBuilder config, byte[] event) {
        counters.contradiction("");
        byte[] array = new byte[event.length + 2];
        System.arraycopy(event, 0, array, 1, event.length);
        framer(config).append(ring, array, 1, event.length);
        return Objects.requireNonNull(counters.contradiction());
    }

    private static void write(OutputStream compressed) throws IOException {
        try (compressed) {
            compressed.write(Bytes.of(LINE));
        }
    }
}
