// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.route;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.net.Connector;
import io.github.gas4j.core.internal.search.RefusedSizes;
import io.github.gas4j.core.internal.session.SessionSetup;
import org.jspecify.annotations.Nullable;

/**
 * One destination, and everything that is known about its collector alone: what it has confirmed, what it answers, behind
 * which frames it ends connections.
 *
 * <p>Confined to the sender's thread.
 */
public final class Target {
    private final SessionSetup session;
    private final Connector connector;
    private final RefusedSizes sizes;
    /** Number of the last connection that ended before it had proven itself; 0 if one has proven itself since. */
    private long passedOver;
    /** Connections in a row that ended during a rotation, and may have ended because of an event. */
    private int brokenEarly;
    /** Whether the collector has rejected the event that is looked for. */
    private boolean rejects;

    /**
     * Creates a target.
     *
     * @param same the same destination in an earlier configuration, whose collector is known; or null
     */
    public Target(SessionSetup session, Connector connector, @Nullable Target same) {
        this.session = session;
        this.connector = connector;
        sizes = same == null ? new RefusedSizes() : same.sizes;
        if (same != null) {
            passedOver = same.passedOver;
            brokenEarly = same.brokenEarly;
            rejects = same.rejects;
        }
    }

    /** Returns what is known about the sizes that the collector does not accept. */
    public RefusedSizes sizes() {
        return sizes;
    }

    /** Returns what its sessions share. */
    public SessionSetup session() {
        return session;
    }

    public Destination destination() {
        return session.connections().destination();
    }

    /** Notes that a connection has ended during a rotation. */
    public void breaksEarly() {
        brokenEarly++;
    }

    /** Returns how many connections in a row have ended during a rotation. */
    public int brokenEarly() {
        return brokenEarly;
    }

    /** Forgets the connections that ended during a rotation, because an event or another collector explains them. */
    public void forgiveBreaks() {
        brokenEarly = 0;
    }

    /** Counts the connections that ended during a rotation against the collector's ability to confirm. */
    public void blame(long now) {
        for (; brokenEarly > 0; brokenEarly--) {
            session.verdict().failed(now);
        }
    }

    Connector connector() {
        return connector;
    }

    long passedOver() {
        return passedOver;
    }

    void passOver(long number) {
        passedOver = number;
    }

    boolean rejects() {
        return rejects;
    }

    void rejects(boolean rejected) {
        rejects = rejected;
    }
}
