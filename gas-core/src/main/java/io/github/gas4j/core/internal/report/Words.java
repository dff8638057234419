// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.internal.util.Values;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Numbers and times as lines for people have them. Stateless. */
final class Words {
    private Words() {}

    /** Returns a time in milliseconds, or in whole seconds from ten seconds on. */
    static String duration(long nanos) {
        return nanos < TimeUnit.SECONDS.toNanos(10)
                ? TimeUnit.NANOSECONDS.toMillis(nanos) + "ms"
                : Values.text(Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(nanos)));
    }

    /** Returns how many things there are. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
