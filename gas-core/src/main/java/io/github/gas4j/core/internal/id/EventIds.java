// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes ids of events, such as {@code k7q2n0v4d1m8c-0300000000f2}: the run ({@link Run}), a hyphen, and in base 32 two digits
 * of a counter and ten of its number ({@link Stripes}). They are 26 ASCII characters long, and valid
 * without an escape in JSON, in syslog's structured data, and as the id of a document of Elasticsearch.
 *
 * <ul>
 *   <li>No two are alike. Within a run the counters see to that; runs differ by 64 random bits, be it after a restart, in
 *       another process, or of another class loader.
 *   <li>Of the ids that one thread takes, a later one is greater, as text and as a number in base 32. Ids of different threads
 *       say nothing about time. There are gaps: an id may be taken for an event that is not
 *       sent, and a thread takes a thousand numbers at a time.
 *   <li>Copies of one process that were restored from the same checkpoint have the same run, and go on counting from the same
 *       numbers: their ids are not unique.
 * </ul>
 *
 * <p>The class must be initialised when an image runs, not when it is built, or all processes of a native image would be one
 * run; {@code native-image.properties} says so.
 *
 * <p>Thread-safe: the run is immutable, the counters are atomic, and no two threads write to the same memory unless they
 * share a counter.
 */
public final class EventIds {
    /** Number of characters of an id, and of bytes. */
    public static final int LENGTH = 26;

    private static final byte[] RUN = Run.text(Run.random());
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** The first and the last eight bytes, some of which are in both. */
    private static final long RUN_START = (long) LONGS.get(RUN, 0);

    private static final long RUN_END = (long) LONGS.get(RUN, RUN.length - Long.BYTES);
    private static final String RUN_TEXT = new String(RUN, StandardCharsets.US_ASCII);
    private static final Stripes STRIPES = Stripes.forProcessors();

    private EventIds() {}

    /**
     * Names the run now. Who will need ids calls this when it is configured, because there may be no memory at the first event,
     * and a class that fails to initialise fails for ever.
     */
    public static void prepare() {
        // the class is initialised by the call
    }

    /** Returns a new id. */
    public static String next() {
        byte[] id = new byte[LENGTH];
        write(id, 0);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    /** Appends a new id as {@link #LENGTH} bytes, without creating objects. */
    public static void next(Utf8Buffer into) {
        byte[] bytes = into.ensure(LENGTH);
        int at = into.length();
        write(bytes, at);
        into.setLength(at + LENGTH);
    }

    /** Appends a new id to a text, without creating objects. */
    public static void append(StringBuilder text) {
        text.append(RUN_TEXT);
        Base32.append(STRIPES.next(), text);
    }

    /** Writes a new id into an array that has room for it. */
    private static void write(byte[] into, int at) {
        long number = STRIPES.next(); // comes first, because an atomic addition waits for all stores before it
        LONGS.set(into, at, RUN_START);
        LONGS.set(into, at + RUN.length - Long.BYTES, RUN_END);
        Base32.write(number, into, at + RUN.length);
    }
}
