// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of stack frames, in bounded memory. The same frames occur again and again, and what a frame prints costs
 * more than all other work for it.
 *
 * <p>Frames that are equal may print different texts: one that the JVM has made leaves out what is the same for all
 * classes, such as the class loader {@code app}; one that was built from its parts does not, and no method tells which is
 * which. So an entry is for frames with the same {@code String} objects. Those of the JVM come from the class itself. Only a
 * frame that was built from the parts of one of the JVM's, with its loader's name, is taken for that one.
 *
 * <p>Thread-safe: holds immutable entries. Two threads may both make an entry, and one of the two stays.
 */
final class FrameTexts {
    /** A power of two. */
    private static final int ENTRIES = 1024;
    /** Together with the number of entries, this bounds the memory. */
    private static final int LONGEST_KEPT = 512;

    private final @Nullable Entry[] cache = new @Nullable Entry[ENTRIES];

    /** A frame and its text. Immutable. */
    private static final class Entry {
        private final StackTraceElement frame;
        private final byte[] text;

        Entry(StackTraceElement frame, byte[] text) {
            this.frame = frame;
            this.text = text;
        }

        @SuppressWarnings("ReferenceEquality") // see the class
        boolean isFor(StackTraceElement other) {
            return frame == other
                    || (frame.getLineNumber() == other.getLineNumber()
                            && frame.getClassName() == other.getClassName()
                            && frame.getMethodName() == other.getMethodName()
                            && frame.getFileName() == other.getFileName()
                            && Objects.equals(frame.getClassLoaderName(), other.getClassLoaderName())
                            && Objects.equals(frame.getModuleName(), other.getModuleName())
                            && Objects.equals(frame.getModuleVersion(), other.getModuleVersion()));
        }
    }

    /** Returns what a frame prints, in UTF-8. */
    byte[] of(StackTraceElementProxy proxy) {
        if (proxy.getClass() != StackTraceElementProxy.class) {
            return print(proxy);
        }
        StackTraceElement frame = proxy.getStackTraceElement();
        int hash = 31
                        * (31 * frame.getClassName().hashCode()
                                + frame.getMethodName().hashCode())
                + frame.getLineNumber();
        int index = (hash ^ hash >>> 10 ^ hash >>> 20) & (ENTRIES - 1);
        Entry known = cache[index];
        if (known != null && known.isFor(frame)) {
            return known.text;
        }
        byte[] text = print(proxy);
        if (text.length <= LONGEST_KEPT) {
            cache[index] = new Entry(frame, text);
        }
        return text;
    }

    private static byte[] print(StackTraceElementProxy proxy) {
        return String.valueOf(proxy.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
