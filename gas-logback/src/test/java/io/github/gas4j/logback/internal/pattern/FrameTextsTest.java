// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cache of stack frames. */
class FrameTextsTest {
    private final FrameTexts texts = new FrameTexts();

    @Test
    void haveOneTextForAFrameThatOccursAgain() {
        byte[][] found = new byte[2][];
        for (int i = 0; i < 2; i++) {
            found[i] = texts.of(new StackTraceElementProxy(new Exception().getStackTrace()[0]));
        }

        assertThat(found[1]).isSameAs(found[0]);
        assertThat(text(found[0])).startsWith("at ").contains("FrameTextsTest.java:");
    }

    @Test
    void keepFramesApartThatAreEqualButPrintAnotherText() {
        StackTraceElement ofTheJvm = new Exception().getStackTrace()[0];
        StackTraceElement builtFromParts = new StackTraceElement(
                ofTheJvm.getClassLoaderName(),
                ofTheJvm.getModuleName(),
                ofTheJvm.getModuleVersion(),
                copy(ofTheJvm.getClassName()),
                copy(ofTheJvm.getMethodName()),
                copy(ofTheJvm.getFileName()),
                ofTheJvm.getLineNumber());
        assertThat(builtFromParts).isEqualTo(ofTheJvm);
        assertThat(builtFromParts.toString()).isNotEqualTo(ofTheJvm.toString());

        for (int i = 0; i < 2; i++) {
            assertThat(text(texts.of(new StackTraceElementProxy(ofTheJvm)))).isEqualTo("at " + ofTheJvm);
            assertThat(text(texts.of(new StackTraceElementProxy(builtFromParts))))
                    .isEqualTo("at " + builtFromParts);
        }
    }

    @Test
    void keepFramesApartThatHaveTheSamePlace() {
        for (int round = 0; round < 2; round++) {
            for (int line = 0; line < 5000; line++) {
                StackTraceElement frame = new StackTraceElement("p.C", "m", "C.java", line);
                assertThat(text(texts.of(new StackTraceElementProxy(frame))))
                        .isEqualTo("at p.C.m(C.java:" + line + ")");
            }
        }
    }

    @Test
    void leaveAProxyOfAnotherClassAlone() {
        StackTraceElementProxy own = new StackTraceElementProxy(new StackTraceElement("p.C", "m", "C.java", 1)) {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                return "at a text of its own";
            }
        };

        assertThat(text(texts.of(own))).isEqualTo("at a text of its own");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns another object, as a frame has it that has come from elsewhere. */
    private static String copy(@Nullable String text) {
        char[] chars = String.valueOf(text).toCharArray();
        return String.valueOf(Arrays.copyOf(chars, chars.length));
    }
}
