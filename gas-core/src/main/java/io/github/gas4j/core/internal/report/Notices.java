// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.util.Causes;
import io.github.gas4j.core.internal.util.Shortage;
import org.jspecify.annotations.Nullable;

/**
 * Passes lines to the listener that concern neither a drop nor an outage, each line once. If there is too little memory
 * for a line, it follows later.
 *
 * <p>Confined to the sender's thread, except {@link #beforeStart}: the start of that thread publishes what it stores.
 */
public final class Notices {
    private final Counters counters;
    private final GasListener listener;
    /** Whether a line about an ignored proxy setting is due, if there is such a setting. */
    private boolean proxyDue;

    private boolean toldOfShortcoming;
    private @Nullable String warningBeforeStart;
    private String toldContradiction = "";
    /** Why a change of the configuration failed, or null if no line is due. */
    private @Nullable Throwable refusal;
    /** The size of the buffer that was refused. Meaningful while {@code refusal} is not null. */
    private long refusedSize;

    Notices(Counters counters, GasListener listener) {
        this.counters = counters;
        this.listener = listener;
    }

    /** Called when the client connects for the first time. */
    void connects() {
        proxyDue = true;
    }

    /** Keeps a warning for the listener. Called at most once, by the thread that starts the client, before it does. */
    public void beforeStart(String warning) {
        warningBeforeStart = warning;
    }

    /** Called when a change of the configuration failed. The client goes on with its previous configuration. */
    public void refused(long bufferSize, Throwable failure) {
        refusedSize = bufferSize;
        refusal = failure;
    }

    /** Tells the listener once what the client cannot see on this system, unless {@code shortcoming} is empty. */
    public void shortcoming(String shortcoming) {
        if (!toldOfShortcoming && !shortcoming.isEmpty()) {
            toldOfShortcoming = true;
            listener.informed(shortcoming);
        }
    }

    /** Passes on the lines that have become due since the last call. */
    void tell(String destination) {
        if (proxyDue) {
            tellOfProxy(destination);
        }
        if (warningBeforeStart != null) {
            String line = warningBeforeStart;
            warningBeforeStart = null;
            listener.warned(line);
        }
        tellOfRefusal();
        String found = counters.contradiction();
        if (!found.equals(toldContradiction)) {
            String line = "sending to " + destination + " what receivers cannot read: " + found;
            toldContradiction = found;
            listener.warned(line);
        }
    }

    private void tellOfRefusal() {
        Throwable failure = refusal;
        if (failure != null) {
            String what =
                    failure instanceof OutOfMemoryError ? Shortage.text(refusedSize, failure) : Causes.text(failure);
            String line = what + "; the client goes on as it was configured before";
            refusal = null;
            listener.warned(line);
        }
    }

    /**
     * Tells the listener that the property is ignored. Appenders that use {@link java.net.Socket} follow it, so without
     * this line one that replaces them would seem to fail for no reason.
     */
    private void tellOfProxy(String destination) {
        String proxy = System.getProperty("socksProxyHost");
        String line = "-DsocksProxyHost=" + proxy + " is not followed: connects to " + destination + " directly";
        proxyDue = false;
        if (proxy != null) {
            listener.informed(line);
        }
    }
}
