// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.GasListener;
import java.util.concurrent.TimeUnit;

/**
 * Decides which warnings are alarms, for those whom no status reaches: in an outage the first one that tells of a loss or that
 * the outage has lasted a minute; without an outage one of a loss in an hour. A collector that comes and goes has ten in a row,
 * then one in six minutes.
 *
 * <p>Confined to the sender's thread.
 */
final class Alarm {
    private static final long OUTAGE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);
    /** What the alarm of an outage costs. So much is earned in the same time, and saved for ten alarms in a row. */
    private static final long COST_NANOS = TimeUnit.MINUTES.toNanos(6);

    private static final long MOST_OWED_NANOS = 9 * COST_NANOS;

    private final GasListener listener;
    private long notBefore;
    /** When the alarms of all outages so far will have been earned. */
    private long earnedAt;
    /** Whether the present outage has had its alarm. */
    private boolean raised;

    private boolean jvmExits;

    Alarm(GasListener listener, long now) {
        this.listener = listener;
        notBefore = now;
        earnedAt = now;
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
        boolean alarm = !raised && (loss || age >= OUTAGE_NANOS) && earnedAt - now <= MOST_OWED_NANOS;
        if (alarm) {
            raised = true;
            earnedAt = Math.max(earnedAt - now, 0) + now + COST_NANOS;
        }
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
            listener.alarmed(line);
        } else {
            listener.warned(line);
        }
    }
}
