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
 * the two stays.
 */
public final class Templates {
    /** A power of two. Each set has room for two templates whose hashes lead to it. */
    private static final int SETS = 1 << 8;
    /** Together with the number of sets, this bounds the memory of the cache. */
    private static final int LONGEST_KEPT = 1 << 8;
    /** One in so many templates that find their set full takes the place of another one, as messages may be unique. */
    private static final int MISSES = 16;

    private static final String PLACE = "{}";

    private final TextWriter writer;
    private final @Nullable Template[] cache = new @Nullable Template[2 * SETS];
    /** How many templates were not found in each set; threads may overwrite each other's. */
    private final int[] missed = new int[SETS];

    /** A template and the bytes before, between and behind its places; no bytes if it is not written here. Immutable. */
    private static final class Template {
        private final String text;
        private final byte @Nullable [][] parts;
        /** How many bytes of all parts are plain. */
        private final int plain;

        Template(String text, byte @Nullable [][] parts) {
            this.text = text;
            this.parts = parts;
            int count = 0;
            for (byte[] part : parts == null ? new byte[0][] : parts) {
                count += PlainBytes.count(part);
            }
            plain = count;
        }
    }

    /**
     * Creates an empty cache.
     *
     * @param writer how texts become bytes, each by itself
     */
    public Templates(TextWriter writer) {
        this.writer = writer;
        find(PLACE, new Scratch()); // so that no class is loaded by an event, which may be at the end of a stack
    }

    /**
     * Appends a message.
     *
     * @return false, with nothing appended, if SLF4J has to format it
     */
    public boolean append(String template, @Nullable Object[] arguments, Scratch scratch) {
        if (template.length() > LONGEST_KEPT || !areSimple(arguments)) {
            return false;
        }
        Template known = find(template, scratch);
        byte[][] parts = known == null ? null : known.parts;
        if (known == null || parts == null) {
            return false;
        }
        Utf8Buffer out = scratch.bytes();
        out.append(parts[0], known.plain);
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

    private static boolean areSimple(@Nullable Object[] arguments) {
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
    static boolean isClosed(String text) {
        return text.isEmpty()
                || !(Character.isSurrogate(text.charAt(0)) || Character.isSurrogate(text.charAt(text.length() - 1)));
    }

    /** Returns a template from the cache, into which it is put if there is room; null if there is no room. */
    private @Nullable Template find(String template, Scratch scratch) {
        int hash = template.hashCode();
        int set = (hash ^ hash >>> 16) & (SETS - 1);
        for (int i = 2 * set; i < 2 * set + 2; i++) {
            Template known = cache[i];
            if (known != null && known.text.equals(template)) {
                return known;
            }
        }
        int place = placeIn(set);
        if (place < 0) {
            return null;
        }
        Template made = new Template(template, split(template, scratch));
        cache[place] = made;
        return made;
    }

    /** Returns the index for a template that is not in the cache, or -1 for none. */
    private int placeIn(int set) {
        int misses = missed[set]++;
        for (int i = 2 * set; i < 2 * set + 2; i++) {
            if (cache[i] == null) {
                return i;
            }
        }
        return misses % MISSES == 0 ? 2 * set + (misses / MISSES & 1) : -1;
    }

    private byte @Nullable [][] split(String template, Scratch scratch) {
        if (template.indexOf('\\') >= 0 || template.chars().anyMatch(one -> Character.isSurrogate((char) one))) {
            return null;
        }
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int place = template.indexOf(PLACE); place >= 0; place = template.indexOf(PLACE, from)) {
            parts.add(bytes(template.substring(from, place), scratch));
            from = place + PLACE.length();
        }
        parts.add(bytes(template.substring(from), scratch));
        return parts.toArray(new byte[0][]);
    }

    /** Uses the end of the scratch's bytes, and leaves them as they were. */
    private byte[] bytes(String part, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        writer.append(part, scratch);
        byte[] bytes = Arrays.copyOfRange(out.array(), start, out.length());
        out.truncate(start);
        return bytes;
    }
}
