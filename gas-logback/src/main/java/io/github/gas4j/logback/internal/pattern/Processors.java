// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.EnsureExceptionHandling;
import ch.qos.logback.core.pattern.PatternLayoutBase;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * What changes the converters of a layout after they were made. An application can set a processor that masks secrets, and
 * Logback shows it to subclasses only, so it is read by reflection.
 *
 * <p>Stateless.
 */
final class Processors {
    private static final String FIELD = "postCompileProcessor";

    private Processors() {}

    /** Returns why a layout must be left to Logback, or null if it has Logback's own processor. */
    static @Nullable String reasonAgainst(PatternLayout layout) {
        Object processor;
        try {
            Field field = PatternLayoutBase.class.getDeclaredField(FIELD);
            field.setAccessible(true);
            processor = field.get(layout);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return "whether the layout has a processor of its own cannot be seen; on the module path it takes"
                    + " --add-opens ch.qos.logback.core/ch.qos.logback.core.pattern=io.github.gas4j.logback";
        }
        return processor != null && processor.getClass() == EnsureExceptionHandling.class
                ? null
                : "the layout has a processor of its own";
    }
}
