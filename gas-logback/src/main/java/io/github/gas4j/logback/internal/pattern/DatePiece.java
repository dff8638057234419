// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.pattern.DateConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a date whose text changes within a second in the digits of the fraction only. Logback's own converter lays out
 * each second once; the fraction is written into a copy. Logback itself lays out each millisecond.
 *
 * <p>Thread-safe: the cache holds immutable entries. Two threads may both make an entry, and one of the two stays.
 */
final class DatePiece extends ConverterPiece {
    /** Letters of a date that depend on the fraction of a second in another way than {@code S}, or pad what follows. */
    private static final String REFUSED = "AnNp";

    /** Two, so that threads at the turn of a second do not take the place from each other. */
    private final @Nullable SecondText[] cache = new @Nullable SecondText[2];

    /** Creates a piece. Lays out a first second, so that nothing is linked by an event, which may be at the end of a stack. */
    DatePiece(DateConverter converter, String literals) {
        super(converter, literals);
        cache[0] = layOut(0);
    }

    /** Returns whether the date changes within a second in digits only, if it changes at all. */
    static boolean suits(DateConverter converter) {
        String pattern = converter.getFirstOption();
        boolean quoted = false;
        for (int i = 0; pattern != null && i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            if (!quoted && REFUSED.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        long millis = event.getTimeStamp();
        long second = Math.floorDiv(millis, 1000L);
        int index = (int) second & 1;
        SecondText known = cache[index];
        if (known == null || known.second() != second) {
            known = layOut(second);
            cache[index] = known;
        }
        Utf8Buffer bytes = scratch.bytes();
        return known.append((int) (millis - second * 1000), bytes) ? CLOSED : super.write(event, scratch);
    }

    private SecondText layOut(long second) {
        return SecondText.of(second, this::textAt);
    }

    private String textAt(long millis) {
        LoggingEvent event = new LoggingEvent();
        event.setTimeStamp(millis);
        return text(event);
    }
}
