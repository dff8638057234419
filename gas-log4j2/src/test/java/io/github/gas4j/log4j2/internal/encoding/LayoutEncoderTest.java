// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.layout.GelfLayout;
import org.apache.logging.log4j.core.layout.HtmlLayout;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.layout.Rfc5424Layout;
import org.apache.logging.log4j.core.layout.SyslogLayout;
import org.apache.logging.log4j.core.util.Constants;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LayoutEncoderTest {
    private static final int CHUNK = Constants.ENCODER_CHAR_BUFFER_SIZE;
    private static final String TEXT = "aé€😀";

    @Test
    void theCharsetOfALayoutIsKept() {
        assertThat(encode(pattern(ISO_8859_1), UTF_8, true, "aé")).isEqualTo("aé".getBytes(ISO_8859_1));
        assertThat(encode(pattern(UTF_16BE), UTF_8, true, TEXT)).isEqualTo(TEXT.getBytes(UTF_16BE));
        assertThat(encode(pattern(UTF_8), ISO_8859_1, true, TEXT)).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void aPatternWithThePlatformsCharsetIsSentInUtf8() {
        PatternLayout layout = PatternLayout.newBuilder()
                .setPattern("%m")
                .setHeader("head é")
                .setFooter("foot é")
                .setCharset(US_ASCII)
                .build();
        LayoutEncoder encoder = new LayoutEncoder(layout, US_ASCII, true);

        assertThat(encoder.overrulesCharset()).isTrue();
        assertThat(encode(layout, US_ASCII, true, TEXT)).isEqualTo(TEXT.getBytes(UTF_8));
        assertThat(encoder.header()).isEqualTo("head é".getBytes(UTF_8));
        assertThat(encoder.footer()).isEqualTo("foot é".getBytes(UTF_8));
    }

    @Test
    void aPatternWithThePlatformsCharsetMayHaveNoHeader() {
        LayoutEncoder encoder = new LayoutEncoder(pattern(US_ASCII), US_ASCII, true);

        assertThat(encoder.header()).isNull();
        assertThat(encoder.footer()).isNull();
    }

    @Test
    void theOtherLayoutsOfLog4jAreInUtf8WhateverThePlatformsCharset() {
        DefaultConfiguration configuration = new DefaultConfiguration();
        assertThat(new AbstractStringLayout[] {
                    GelfLayout.newBuilder().setConfiguration(configuration).build(),
                    HtmlLayout.createDefaultLayout(),
                    SyslogLayout.newBuilder().build(),
                    new Rfc5424Layout.Rfc5424LayoutBuilder()
                            .setConfiguration(configuration)
                            .build()
                })
                .extracting(AbstractStringLayout::getCharset)
                .containsOnly(UTF_8);
        assertThat(json().getCharset()).isEqualTo(UTF_8);
    }

    @Test
    void withoutDirectEncodersTheBytesAreTheSame() {
        assertThat(encode(pattern(UTF_8), UTF_8, false, TEXT)).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @Test
    void aLayoutOfBytesIsTakenAsItIs() {
        byte[] bytes = {0, (byte) 0xFF, '?', 0};
        Layout<byte[]> layout = new BytesLayout(bytes);

        assertThat(encode(layout, US_ASCII, true, "")).isEqualTo(bytes);
        assertThat(encode(layout, US_ASCII, false, "")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void everyPairOfALongTextIsKept(int offset) {
        String message = "a€é".repeat(offset) + "😀x".repeat(3 * CHUNK);

        assertThat(encode(pattern(UTF_8), UTF_8, true, message)).isEqualTo(message.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "€€€", "😀a"})
    void aPairThatTwoChunksOfLog4jsEncoderShareIsKept(String beginning) {
        // for most beginnings, each chunk ends between the halves of a pair
        String message = beginning + "😀".repeat(3 * CHUNK);

        assertThat(new String(encode(json(), UTF_8, true, message), UTF_8)).contains("\"" + message + "\"");
    }

    @Test
    void aQuestionMarkAtTheEndOfAChunkIsJustThat() {
        String message = "x".repeat(CHUNK - 1) + "?".repeat(CHUNK);

        assertThat(encode(pattern(UTF_8), UTF_8, true, message)).isEqualTo(message.getBytes(UTF_8));
    }

    private static PatternLayout pattern(Charset charset) {
        return PatternLayout.newBuilder().setPattern("%m").setCharset(charset).build();
    }

    private static JsonTemplateLayout json() {
        return JsonTemplateLayout.newBuilder()
                .setConfiguration(new DefaultConfiguration())
                .setEventTemplate("{\"m\":{\"$resolver\":\"message\",\"stringified\":true}}")
                .build();
    }

    private static byte[] encode(Layout<?> layout, Charset platform, boolean direct, String message) {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(message))
                .build();
        EncodingBuffer bytes = new EncodingBuffer();
        new LayoutEncoder(layout, platform, direct).encode(event, bytes);
        return java.util.Arrays.copyOf(bytes.array(), bytes.length());
    }

    /** A layout that knows nothing of text. */
    private static final class BytesLayout extends org.apache.logging.log4j.core.layout.AbstractLayout<byte[]> {
        private final byte[] bytes;

        BytesLayout(byte[] bytes) {
            super(null, null, null);
            this.bytes = bytes;
        }

        @Override
        public byte[] toByteArray(LogEvent event) {
            return bytes;
        }

        @Override
        public byte @Nullable [] toSerializable(LogEvent event) {
            return bytes;
        }

        @Override
        public String getContentType() {
            return "application/octet-stream";
        }
    }
}
