// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.LevelConverter;
import ch.qos.logback.classic.pattern.LoggerConverter;
import ch.qos.logback.classic.pattern.ThreadConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import io.github.gas4j.core.internal.text.PlainBytes;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a level, a logger or a thread. There are few, so each is shortened, padded and encoded once, by Logback's own
 * converter. It also saves the lock that all threads take for the cache in Logback's converter.
 *
 * <p>Thread-safe: the cache holds immutable entries. Two threads may both make an entry, and one of the two stays.
 */
final class NamePiece extends ConverterPiece {
    /** A power of two. */
    private static final int ENTRIES = 256;
    /** Together with the number of entries, this bounds the memory of the cache. */
    private static final int LONGEST_KEPT = 256;

    private final Kind kind;
    private final @Nullable Entry[] cache = new @Nullable Entry[ENTRIES];
    /** The hash of the latest name that was not in the cache. It is kept when it comes again, so that unique names cost little. */
    private final int[] seen = new int[ENTRIES];

    /** Which name of an event it is. */
    enum Kind {
        LEVEL,
        LOGGER,
        THREAD;

        /** Returns the kind of a converter, or null if it is of another class than Logback's own. */
        static @Nullable Kind of(Converter<?> converter) {
            Class<?> type = converter.getClass();
            if (type == LevelConverter.class) {
                return LEVEL;
            }
            if (type == LoggerConverter.class) {
                return LOGGER;
            }
            return type == ThreadConverter.class ? THREAD : null;
        }

        /** Returns the name in an event, or null if the event has none. */
        @Nullable
        String in(ILoggingEvent event) {
            return switch (this) {
                case LEVEL -> event.getLevel().toString();
                case LOGGER -> event.getLoggerName();
                case THREAD -> event.getThreadName();
            };
        }

        /** Returns an event that has this name. */
        ILoggingEvent event(String name) {
            LoggingEvent event = new LoggingEvent();
            switch (this) {
                case LEVEL -> event.setLevel(Level.toLevel(name));
                case LOGGER -> event.setLoggerName(name);
                case THREAD -> event.setThreadName(name);
            }
            return event;
        }
    }

    /** A name and its bytes, with the literals. Immutable. */
    private static final class Entry {
        private final String name;
        private final byte[] bytes;
        private final int plain;

        Entry(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
            plain = PlainBytes.count(bytes);
        }
    }

    /** Creates a piece. Keeps a first name, so that no class is loaded by an event, which may be at the end of a stack. */
    NamePiece(Converter<ILoggingEvent> converter, Kind kind, String literals) {
        super(converter, literals);
        this.kind = kind;
        String first = String.valueOf(kind.in(kind.event("INFO")));
        keep(indexOf(first.hashCode()), first);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        String name = kind.in(event);
        if (name == null || name.length() > LONGEST_KEPT) {
            return super.write(event, scratch);
        }
        int hash = name.hashCode();
        int index = indexOf(hash);
        Entry known = cache[index];
        if (known == null || !known.name.equals(name)) {
            if (seen[index] == hash) {
                keep(index, name);
            }
            seen[index] = hash;
            return super.write(event, scratch);
        }
        scratch.bytes().append(known.bytes, known.plain);
        return CLOSED;
    }

    private static int indexOf(int hash) {
        return (hash ^ hash >>> 8 ^ hash >>> 16) & (ENTRIES - 1);
    }

    /** Keeps the bytes of a name. They do not come from the event, whose next answer may be another name. */
    private void keep(int index, String name) {
        String text = text(kind.event(name));
        if (text.length() <= 2 * LONGEST_KEPT && openEnd(text) == CLOSED) {
            cache[index] = new Entry(name, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
