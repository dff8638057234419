// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@code <appender-ref>} inside of the appender an appender of its {@link Fallback}. Appenders may be attached and
 * detached while events are logged.
 *
 * <p>Thread-safe.
 *
 * @param <E> the type of events
 */
abstract class FallbackHolder<E> extends UnsynchronizedAppenderBase<E> implements AppenderAttachable<E> {
    final Fallback<E> fallback = new Fallback<>(this);

    @Override
    public void addAppender(Appender<E> appender) {
        fallback.appenders().addAppender(appender);
    }

    @Override
    public Iterator<Appender<E>> iteratorForAppenders() {
        return fallback.appenders().iteratorForAppenders();
    }

    @Override
    public @Nullable Appender<E> getAppender(String name) {
        return fallback.appenders().getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<E> appender) {
        return fallback.appenders().isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        fallback.appenders().detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<E> appender) {
        return fallback.appenders().detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return fallback.appenders().detachAppender(name);
    }
}
