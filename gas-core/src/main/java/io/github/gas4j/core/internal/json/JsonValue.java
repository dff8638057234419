// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.Notes;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of fields: numbers, booleans, maps, collections and arrays as in JSON, everything else as the string
 * of its {@code toString()}. A value that throws becomes a note. What contains itself, or has no end, is cut.
 *
 * <p>Thread-safe: immutable.
 */
final class JsonValue {
    /** How deep maps, collections and arrays are written as such. */
    private static final int DEEPEST = 8;
    /** The number of bytes after which a map, a collection or an array gets no more members. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String MORE = "[...]";
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private static final JsonText NAMES = new JsonText(JsonText.UNLIMITED);

    private final JsonText text;

    JsonValue(JsonText text) {
        this.text = text;
    }

    /** Appends any value. */
    void any(@Nullable Object value, Scratch scratch) {
        any(value, 0, scratch);
    }

    /** Appends a number as such, and everything else as a string. */
    void numberOrString(Object value, Scratch scratch) {
        if (!number(value, scratch.bytes())) {
            string(value, scratch);
        }
    }

    private void any(@Nullable Object value, int depth, Scratch scratch) {
        if (value == null) {
            scratch.bytes().append(NULL);
        } else if (value instanceof String string) {
            text.string(string, scratch);
        } else if (value instanceof Boolean flag) {
            scratch.bytes().append(flag ? TRUE : FALSE);
        } else if (!number(value, scratch.bytes())) {
            if (depth < DEEPEST && isComposite(value)) {
                composite(value, depth, scratch);
            } else {
                string(value, scratch);
            }
        }
    }

    private void string(Object value, Scratch scratch) {
        text.string(value instanceof String string ? string : Notes.text(value), scratch);
    }

    /** Appends a number. Returns false if the value is no number that JSON can write. */
    private static boolean number(Object value, Utf8Buffer out) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            out.append(((Number) value).longValue());
            return true;
        }
        if (isDecimal(value)) {
            out.append(value.toString());
            return true;
        }
        return false;
    }

    /** Returns whether a value's text is a number. Classes that may be extended must be exactly these. */
    private static boolean isDecimal(Object value) {
        if (value instanceof Double number) {
            return !number.isNaN() && !number.isInfinite();
        }
        if (value instanceof Float number) {
            return !number.isNaN() && !number.isInfinite();
        }
        Class<?> type = value.getClass();
        return type == BigDecimal.class
                || type == BigInteger.class
                || type == AtomicInteger.class
                || type == AtomicLong.class;
    }

    private static boolean isComposite(Object value) {
        return value instanceof Map
                || value instanceof Collection // other Iterables may be trees, queries or paths: their text says more
                || value.getClass().isArray();
    }

    private void composite(Object value, int depth, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        try {
            if (value instanceof Map<?, ?> map) {
                map(map, depth + 1, scratch);
            } else if (value instanceof Collection<?> members) {
                collection(members, depth + 1, scratch);
            } else {
                array(value, depth + 1, scratch);
            }
        } catch (Throwable failed) {
            out.truncate(start);
            text.string(Notes.failed(value.getClass().getName(), failed), scratch);
        }
    }

    private void map(Map<?, ?> map, int depth, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        out.append((byte) '{');
        Set<String> written = mayBeTheSameInJson(map) ? new HashSet<>() : null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = name(entry.getKey());
            if (written == null || written.add(name)) {
                comma(out, start);
                NAMES.string(name, scratch); // uncut, or two might become the same
                out.append((byte) ':');
                if (isFull(out, start)) {
                    text.string(MORE, scratch);
                    break;
                }
                any(entry.getValue(), depth, scratch);
            }
        }
        out.append((byte) '}');
    }

    private static String name(@Nullable Object key) {
        return key == null ? "null" : Names.whole(Notes.text(key));
    }

    /** Returns whether two keys may have the same text. The first then stands for both. */
    private static boolean mayBeTheSameInJson(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || !Names.isWhole(name)) {
                return true;
            }
        }
        return false;
    }

    private void collection(Collection<?> members, int depth, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        out.append((byte) '[');
        for (Object member : members) {
            comma(out, start);
            if (isFull(out, start)) {
                text.string(MORE, scratch);
                break;
            }
            any(member, depth, scratch);
        }
        out.append((byte) ']');
    }

    private void array(Object array, int depth, Scratch scratch) {
        Utf8Buffer out = scratch.bytes();
        int start = out.length();
        out.append((byte) '[');
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            comma(out, start);
            if (isFull(out, start)) {
                text.string(MORE, scratch);
                break;
            }
            any(Array.get(array, i), depth, scratch);
        }
        out.append((byte) ']');
    }

    private static void comma(Utf8Buffer out, int start) {
        if (out.length() > start + 1) {
            out.append((byte) ',');
        }
    }

    private static boolean isFull(Utf8Buffer out, int start) {
        return out.length() - start > MOST_BYTES;
    }
}
