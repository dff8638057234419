// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import java.util.List;

/**
 * Closes the clients of a context when the context stops. Logback tells of a stop only when it has removed the status
 * listeners, who are to see what could not be sent. So this listener acts on the reset that a stop begins with, which it knows
 * by the stack.
 *
 * <p>Spring Boot stops a context and configures it again when an application starts. Its {@code stopAndReset} is no end: the
 * clients wait to be adopted, as at a reset.
 *
 * <p>Stateless.
 */
final class ContextEnd implements LoggerContextListener {
    private static final String SPRING_BOOT = "org.springframework.boot.logging.logback.LogbackLoggingSystem";

    /** The methods in which a context goes through its listeners. */
    private static final List<String> TELLING =
            List.of("fireOnStart", "fireOnReset", "fireOnStop", "fireOnLevelChange");

    private ContextEnd() {}

    /**
     * Has the clients of a context closed when it stops. Does nothing the second time, nor while the context tells its listeners:
     * it would fail if their list changed then. So this is called when a reset stops an appender too, which is before it tells.
     */
    static synchronized void watch(LoggerContext context) {
        if (context.getCopyOfListenerList().stream().noneMatch(ContextEnd.class::isInstance)
                && TELLING.stream().noneMatch(method -> isWithin(LoggerContext.class.getName(), method))) {
            context.addListener(new ContextEnd());
        }
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onReset(LoggerContext context) {
        if (isWithin(LoggerContext.class.getName(), "stop")) {
            onStop(context);
        }
    }

    @Override
    public void onStop(LoggerContext context) {
        if (!isWithin(SPRING_BOOT, "stopAndReset")) {
            Links.close(context);
        }
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {}

    private static boolean isWithin(String type, String method) {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals(method)
                        && frame.getClassName().equals(type)));
    }
}
