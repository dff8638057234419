// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.EnsureExceptionHandling;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.pattern.CompositeConverter;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.DynamicConverter;
import ch.qos.logback.core.pattern.IdentityCompositeConverter;
import ch.qos.logback.core.pattern.parser.Parser;
import ch.qos.logback.core.spi.ScanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The converters of a layout's pattern, made once more. Logback shows those of the layout to no one. They come from
 * Logback's own parser and the layout's own map of words, and are started as Logback starts them. From then on, the layout's
 * converters rest, so a converter that counts does not count twice.
 *
 * <p>Confined to the thread that compiles.
 */
final class ConverterChain {
    private static final Set<String> OWN = Set.of(
            "ch.qos.logback.classic.pattern",
            "ch.qos.logback.classic.pattern.color",
            "ch.qos.logback.core.pattern",
            "ch.qos.logback.core.pattern.color");

    private final Context context;
    private final ConverterContext withheld;

    private ConverterChain(Context context) {
        this.context = context;
        withheld = new ConverterContext(context);
    }

    /**
     * Returns the started converters of a layout in their order, or null if there is something wrong with the pattern.
     *
     * @throws ScanException if the pattern cannot be read
     */
    static @Nullable List<Converter<ILoggingEvent>> of(PatternLayout layout) throws ScanException {
        return new ConverterChain(layout.getContext()).make(layout);
    }

    private @Nullable List<Converter<ILoggingEvent>> make(PatternLayout layout) throws ScanException {
        Parser<ILoggingEvent> parser = new Parser<>(layout.getPattern());
        parser.setContext(withheld);
        Converter<ILoggingEvent> head = parser.compile(parser.parse(), layout.getEffectiveConverterMap());
        new EnsureExceptionHandling().process(context, head);
        if (!withheld.hasProblem()) {
            start(head, true);
        }
        if (withheld.hasProblem()) {
            return null;
        }
        start(head, false);
        withheld.report();
        List<Converter<ILoggingEvent>> flat = new ArrayList<>();
        addTo(flat, head);
        return flat;
    }

    /** Starts either Logback's own converters, which may find something wrong with their options, or all others. */
    private void start(@Nullable Converter<ILoggingEvent> first, boolean own) {
        for (Converter<ILoggingEvent> each = first; each != null; each = each.getNext()) {
            if (each instanceof CompositeConverter<ILoggingEvent> composite) {
                start(composite.getChildConverter(), own);
            }
            if (each instanceof DynamicConverter<ILoggingEvent> converter && own == isLogbacks(converter)) {
                converter.setContext(own ? withheld : context);
                converter.start();
            }
        }
    }

    private static boolean isLogbacks(Converter<?> converter) {
        Class<?> type = converter.getClass();
        boolean ofLogback = type.getClassLoader() == PatternLayout.class.getClassLoader()
                || type.getClassLoader() == Converter.class.getClassLoader();
        return ofLogback && OWN.contains(type.getPackageName());
    }

    /** Adds converters, with the content of groups that neither pad nor cut in the place of these groups. */
    private static void addTo(List<Converter<ILoggingEvent>> flat, @Nullable Converter<ILoggingEvent> first) {
        for (Converter<ILoggingEvent> each = first; each != null; each = each.getNext()) {
            if (each instanceof IdentityCompositeConverter<ILoggingEvent> group
                    && each.getClass() == IdentityCompositeConverter.class
                    && group.getFormattingInfo() == null) {
                addTo(flat, group.getChildConverter());
            } else {
                flat.add(each);
            }
        }
    }
}
