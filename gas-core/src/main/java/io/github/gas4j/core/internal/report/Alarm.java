// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.GasListener;
import java.util.concurrent.TimeUnit;

/**
 * Decides which warnings are alarms, for those whom no status reaches: in an outage the first one that tells of a loss or that
 * the outage has lasted a minute, but none within a minute of the last one; without an outage one of a loss in an hour.
 *
 * <p>Confined to the sender's thread.
 */
final class Alarm {
    private static final long OUTAGE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);
    /** Least time between the alarms of two outages, for a collector that comes and goes. */
    private static final long NEXT_OUTAGE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final GasListener listener;
    private long notBefore;
    /** When the next outage may have one. */
    private long outageNotBefore;
    /** Whether the present outage has had its alarm. */
    private boolean raised;

    private boolean jvmExits;

    Alarm(GasListener listener, long now) {
        this.listener = listener;
        notBefore = now;
        outageNotBefore = now;
    }

    void outageBegins() {
        raised = false;
    }

    /** Called when the JVM exits. What is lost then is told by whoever waits for the flush. */
    void jvmExits() {
        jvmExits = true;
    }

    /** Passes on a warning of an outage. */
    void warnOfOutage(String line, boolean loss, long age, long now) {
        boolean alarm = !raised && (loss || age >= OUTAGE_NANOS) && now - outageNotBefore >= 0;
        raised |= alarm;
        warn(line, alarm, now);
    }

    /** Passes on the line about the end of an outage, which is a warning only if nobody else was told of a loss before. */
    void tellOfConnection(String line, boolean loss, long now) {
        if (loss && !raised) {
            warnOfOutage(line, true, 0, now);
        } else {
            listener.informed(line);
        }
    }

    /** Passes on a warning of drops without an outage. */
    void warnOfDrops(String line, boolean loss, long now) {
        warn(line, loss && !jvmExits && now - notBefore >= 0, now);
    }

    /** Passes on the last line. An end that nobody asked for is an alarm whatever was said before. */
    void warnOfEnd(String line, boolean loss, boolean asked, long now) {
        if (asked) {
            warnOfDrops(line, loss, now);
        } else {
            warn(line, true, now);
        }
    }

    private void warn(String line, boolean alarm, long now) {
        if (alarm) {
            notBefore = now + AGAIN_NANOS;
            outageNotBefore = now + NEXT_OUTAGE_NANOS;
            listener.alarmed(line);
        } else {
            listener.warned(line);
        }
    }
}
