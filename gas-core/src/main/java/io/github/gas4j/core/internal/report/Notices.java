// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.util.Causes;
import io.github.gas4j.core.internal.util.Shortage;
import org.jspecify.annotations.Nullable;

/**
 * What the listener is told once and is neither a drop nor an outage. What cannot be told for want of memory is told
 * later.
 *
 * <p>Confined to the sender's thread.
 */
public final class Notices {
    private final Counters counters;
    private final GasListener listener;
    /** Whether it is still to be told that a proxy is not followed, if one is set. */
    private boolean proxyDue;

    private boolean toldOfShortcoming;
    private String toldContradiction = "";
    private @Nullable Throwable refusal;
    /** The configuration that was refused; null if {@link #refusal} is. */
    private @Nullable GasConfig refused;

    Notices(Counters counters, GasListener listener) {
        this.counters = counters;
        this.listener = listener;
    }

    /** Called when the client connects for the first time. */
    void connects() {
        proxyDue = true;
    }

    /** Called when the client goes on as it was configured before, because the change failed. */
    public void refused(GasConfig next, Throwable failure) {
        refused = next;
        refusal = failure;
    }

    /** Tells what the client cannot see on this system, unless {@code shortcoming} is empty. */
    public void shortcoming(String shortcoming) {
        if (!toldOfShortcoming && !shortcoming.isEmpty()) {
            toldOfShortcoming = true;
            listener.informed(shortcoming);
        }
    }

    /** Tells what has come up since the last call. */
    void tell(String destination) {
        if (proxyDue) {
            tellOfProxy(destination);
        }
        Throwable failure = refusal;
        GasConfig wanted = refused;
        if (failure != null && wanted != null) {
            String what = failure instanceof OutOfMemoryError ? Shortage.text(wanted, failure) : Causes.text(failure);
            String line = what + "; the client goes on as it was configured before";
            refusal = null;
            refused = null;
            listener.warned(line);
        }
        String found = counters.contradiction;
        if (!found.equals(toldContradiction)) {
            String line = "sending to " + destination + " what receivers cannot read: " + found;
            toldContradiction = found;
            listener.warned(line);
        }
    }

    /** What uses {@link java.net.Socket} follows the property, so that an appender that replaces it seems to fail for no reason. */
    private void tellOfProxy(String destination) {
        String proxy = System.getProperty("socksProxyHost");
        String line = "-DsocksProxyHost=" + proxy + " is not followed: connects to " + destination + " directly";
        proxyDue = false;
        if (proxy != null) {
            listener.informed(line);
        }
    }
}
