// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of SLF4J, which are a template with a pair of braces for each argument, without a string in between. What
 * stands between the arguments is turned into bytes once for each template.
 *
 * <p>It writes only what it writes exactly as SLF4J would: templates without a backslash, and arguments that are strings,
 * numbers or booleans of the JDK, whose text is the same whenever it is asked for.
 *
 * <p>Thread-safe without locks: entries are immutable, with final fields only. Two threads may both make an entry, and one of
 * the two stays. A torn {@code seen} makes an entry sooner or later.
 */
public final class Templates {
    /** A power of two. */
    private static final int ENTRIES = 1 << 8;
    /** Together with the number of entries, this bounds the memory of the cache. */
    private static final int LONGEST_KEPT = 1 << 9;

    private static final String PLACE = "{}";

    private final TextWriter writer;
    private final @Nullable Template[] cache = new @Nullable Template[ENTRIES];
    /** The hash of the latest template that was not in the cache. It is kept when it comes again: messages may be unique. */
    private final int[] seen = new int[ENTRIES];

    /** A template and the bytes before, between and behind its places; no bytes if it is not written here. Immutable. */
    private static final class Template {
        private final String text;
        private final byte @Nullable [][] parts;

        Template(String text, byte @Nullable [][] parts) {
            this.text = text;
            this.parts = parts;
        }
    }

    /**
     * Creates an empty cache.
     *
     * @param writer how texts become bytes, each by itself
     */
    public Templates(TextWriter writer) {
        this.writer = writer;
        split(PLACE); // so that no class is loaded by an event, which may be at the end of a stack
    }

    /**
     * Appends a message.
     *
     * @return false, with nothing appended, if SLF4J has to format it
     */
    public boolean append(String template, Object[] arguments, Scratch scratch) {
        if (template.length() > LONGEST_KEPT || !areSimple(arguments)) {
            return false;
        }
        byte[][] parts = parts(template);
        if (parts == null) {
            return false;
        }
        Utf8Buffer out = scratch.bytes();
        out.append(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            if (i <= arguments.length) {
                argument(arguments[i - 1], scratch);
            } else {
                writer.append(PLACE, scratch);
            }
            out.append(parts[i]);
        }
        return true;
    }

    private void argument(@Nullable Object argument, Scratch scratch) {
        if (argument instanceof Integer || argument instanceof Long) {
            scratch.bytes().append(((Number) argument).longValue());
        } else {
            writer.append(String.valueOf(argument), scratch);
        }
    }

    private static boolean areSimple(Object[] arguments) {
        for (Object argument : arguments) {
            boolean simple = argument instanceof String text
                    ? isClosed(text)
                    : argument == null || argument instanceof Boolean || isNumber(argument);
            if (!simple) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(Object argument) {
        return argument instanceof Integer
                || argument instanceof Long
                || argument instanceof Double
                || argument instanceof Float
                || argument instanceof Short
                || argument instanceof Byte;
    }

    /** Returns whether neither end can be half of a pair of surrogates, whose other half what stands beside it may have. */
    private static boolean isClosed(String text) {
        return text.isEmpty()
                || !(Character.isSurrogate(text.charAt(0)) || Character.isSurrogate(text.charAt(text.length() - 1)));
    }

    /** Returns null for a template that is not written here, or not yet. */
    private byte @Nullable [][] parts(String template) {
        int hash = template.hashCode();
        int index = (hash ^ hash >>> 16) & (ENTRIES - 1);
        Template known = cache[index];
        if (known != null && known.text.equals(template)) {
            return known.parts;
        }
        if (seen[index] == hash) {
            cache[index] = new Template(template, split(template));
        }
        seen[index] = hash;
        return null;
    }

    private byte @Nullable [][] split(String template) {
        if (template.indexOf('\\') >= 0 || template.chars().anyMatch(one -> Character.isSurrogate((char) one))) {
            return null;
        }
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int place = template.indexOf(PLACE); place >= 0; place = template.indexOf(PLACE, from)) {
            parts.add(bytes(template.substring(from, place)));
            from = place + PLACE.length();
        }
        parts.add(bytes(template.substring(from)));
        return parts.toArray(new byte[0][]);
    }

    private byte[] bytes(String part) {
        Scratch scratch = new Scratch();
        writer.append(part, scratch);
        return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
    }
}
