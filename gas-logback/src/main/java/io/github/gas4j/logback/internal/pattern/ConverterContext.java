// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.spi.SequenceNumberGenerator;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusManager;

/**
 * The context that Logback's own converters get while a pattern is compiled. It withholds their statuses, because the
 * encoder's converters have reported the same already. It is the real context in all else that they ask for.
 *
 * <p>Thread-safe.
 */
final class ConverterContext extends ContextBase {
    private final Context real;
    private volatile boolean reports;

    ConverterContext(Context real) {
        this.real = real;
    }

    /** Returns whether something was wrong with the pattern. */
    boolean hasProblem() {
        return super.getStatusManager().getCopyOfStatusList().stream()
                .anyMatch(status -> status.getEffectiveLevel() >= Status.ERROR);
    }

    /** Passes statuses on from now on. */
    void report() {
        reports = true;
    }

    @Override
    public StatusManager getStatusManager() {
        return reports ? real.getStatusManager() : super.getStatusManager();
    }

    @Override
    public Object getObject(String key) {
        return real.getObject(key);
    }

    @Override
    public String getProperty(String key) {
        return real.getProperty(key);
    }

    @Override
    public String getName() {
        return real.getName();
    }

    @Override
    public SequenceNumberGenerator getSequenceNumberGenerator() {
        return real.getSequenceNumberGenerator();
    }
}
