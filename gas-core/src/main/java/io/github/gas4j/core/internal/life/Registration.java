// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import io.github.gas4j.core.GasClientMXBean;
import io.github.gas4j.core.GasStats;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A client's entry in the platform's MBean server. This class and {@link DescribedMBean} alone need the module
 * java.management. They are loaded only with {@code jmx=true}, so no type of that module may be in the package-private
 * signatures of this one.
 *
 * <p>Thread-safe: immutable.
 */
final class Registration implements GasClientMXBean {
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,=:\"*?\\n]");

    private final Supplier<GasStats> stats;
    private final ObjectName name;

    private Registration(Supplier<GasStats> stats, ObjectName name) {
        this.stats = stats;
        this.name = name;
    }

    /**
     * Registers a client. If its name is taken or the server refuses it, {@code warnings} receives a line.
     *
     * @return the registration, or null if the server refuses it
     */
    static @Nullable Registration register(String clientName, Supplier<GasStats> stats, Consumer<String> warnings) {
        try {
            Registration made = register(clientName, stats);
            if (made.name.getKeyProperty("instance") != null) {
                warnings.accept("another MBean has the name of this client, which is registered as " + made.name
                        + "; give each appender of the JVM a name of its own, and look for one that was not stopped or still"
                        + " sends what it had before a reload");
            }
            return made;
        } catch (JMException | RuntimeException failure) {
            warnings.accept(
                    "the client has no MBean, because registering it failed: " + failure + "; everything else works");
            return null;
        }
    }

    /** Registers a client, with {@code instance=2} and so on if its name is taken. */
    private static Registration register(String clientName, Supplier<GasStats> stats) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String quoted = NEEDS_QUOTES.matcher(clientName).find() ? ObjectName.quote(clientName) : clientName;
        String base = "io.github.gas4j:type=GasClient,name=" + quoted;
        for (int instance = 1; ; instance++) {
            String suffix = instance == 1 ? "" : ",instance=" + instance;
            Registration registration = new Registration(stats, new ObjectName(base + suffix));
            try {
                server.registerMBean(new DescribedMBean(registration), registration.name);
                return registration;
            } catch (InstanceAlreadyExistsException taken) {
                // the next number may be free
            }
        }
    }

    /** Removes the client from the server. Does nothing the second time. */
    void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException ignored) {
            // it is gone already
        }
    }

    @Override
    public String getState() {
        return stats.get().state().name();
    }

    @Override
    public String getDestination() {
        return stats.get().destination();
    }

    @Override
    public long getOffered() {
        return stats.get().offered();
    }

    @Override
    public long getWritten() {
        return stats.get().written();
    }

    @Override
    public long getReleased() {
        return stats.get().released();
    }

    @Override
    public long getReplayed() {
        return stats.get().replayed();
    }

    @Override
    public long getDropped() {
        return stats.get().dropped();
    }

    @Override
    public long getDroppedBufferFull() {
        return stats.get().droppedBufferFull();
    }

    @Override
    public long getDroppedShed() {
        return stats.get().droppedShed();
    }

    @Override
    public long getDroppedRetriesExhausted() {
        return stats.get().droppedRetriesExhausted();
    }

    @Override
    public long getDroppedTooLarge() {
        return stats.get().droppedTooLarge();
    }

    @Override
    public long getDroppedEncodingFailed() {
        return stats.get().droppedEncodingFailed();
    }

    @Override
    public long getDroppedRejected() {
        return stats.get().droppedRejected();
    }

    @Override
    public long getDroppedRateLimited() {
        return stats.get().droppedRateLimited();
    }

    @Override
    public long getDroppedFallback() {
        return stats.get().droppedFallback();
    }

    @Override
    public long getDroppedDeadLetter() {
        return stats.get().droppedDeadLetter();
    }

    @Override
    public long getDroppedShutdown() {
        return stats.get().droppedShutdown();
    }

    @Override
    public long getBufferedEvents() {
        return stats.get().bufferedEvents();
    }

    @Override
    public long getBufferedBytes() {
        return stats.get().bufferedBytes();
    }

    @Override
    public long getUnconfirmedEvents() {
        return stats.get().unconfirmedEvents();
    }

    @Override
    public long getBufferCapacityBytes() {
        return stats.get().bufferCapacityBytes();
    }

    @Override
    public long getUnsentBytes() {
        return stats.get().unsentBytes();
    }

    @Override
    public long getUnconfirmedBytes() {
        return stats.get().unconfirmedBytes();
    }

    @Override
    public long getOldestBufferedMillis() {
        return stats.get().oldestBufferedMillis();
    }

    @Override
    public long getSinceLastProgressMillis() {
        return stats.get().sinceLastProgressMillis();
    }

    @Override
    public long getOutages() {
        return stats.get().outages();
    }

    @Override
    public long getOutageNanos() {
        return stats.get().outageNanos();
    }

    @Override
    public long getConnects() {
        return stats.get().connects();
    }

    @Override
    public long getConnectNanos() {
        return stats.get().connectNanos();
    }

    @Override
    public long getConnections() {
        return stats.get().connections();
    }

    @Override
    public long getFailedAttempts() {
        return stats.get().failedAttempts();
    }

    @Override
    public long getDefects() {
        return stats.get().defects();
    }

    @Override
    public String getLastError() {
        return stats.get().lastError();
    }
}
