// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.internal.migration.ForeignOptions;
import io.github.gas4j.log4j2.internal.encoding.LayoutEncoder;
import io.github.gas4j.log4j2.internal.ssl.SslElement;
import io.github.gas4j.log4j2.internal.ssl.SslVisitor;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.util.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Checks the options and the layout of an appender, and reports each problem as an error. Confined to the thread that
 * builds the appender.
 */
final class OptionCheck {
    private final StatusReporter reporter;
    private final List<AppenderRef> fallbacks = new ArrayList<>();
    private boolean refused;

    OptionCheck(String appender) {
        reporter = new StatusReporter(appender);
    }

    /** Reports a problem, after which {@link #data} returns null. Throws nothing. */
    void refuse(String problem) {
        refused = true;
        try {
            reporter.refused(problem);
        } catch (Throwable ignored) {
            // There is not even memory for the report, and the application must start anyway.
        }
    }

    /**
     * Checks {@code <Ssl>}, collects {@code <AppenderRef>}, and reports other child elements that nothing has asked for.
     * Throws nothing.
     *
     * @param gas the appender's element, or null for an appender that is made in code
     * @return what {@code <Ssl>} says, or null if there is no such element
     */
    @Nullable
    SslElement elements(@Nullable Node gas) {
        SslElement ssl = null;
        try {
            for (Node child : gas == null ? List.<Node>of() : gas.getChildren()) {
                if (ssl == null && SslVisitor.isNamed(child, SslElement.NAME)) {
                    ssl = SslElement.read(child);
                    ssl.allProblems().forEach(this::refuse);
                } else if (isFallback(child)) {
                    addFallback(child.getObject());
                } else {
                    reporter.refused("element '" + child.getName()
                            + "' has no effect; valid: a layout, a filter, Property, Ssl and AppenderRef");
                }
            }
        } catch (Throwable failed) {
            refuse("option Ssl: could not be checked, because of " + failed + "; valid: leave it out");
        }
        return ssl;
    }

    /**
     * Sets the options of other appenders among the attributes that no option has taken, so that they are refused with what GAS
     * has instead. Log4j reports the rest.
     */
    static void copyForeign(@Nullable Node gas, GasConfigBuilder to) {
        if (gas != null) {
            gas.getAttributes().forEach((name, value) -> {
                if (ForeignOptions.contains(name)) {
                    to.option(name, value);
                }
            });
        }
    }

    /** Returns whether this is an {@code <AppenderRef>}, under whichever of its names. */
    private static boolean isFallback(Node child) {
        return child.getType() != null && child.getType().getPluginClass() == AppenderRef.class;
    }

    private void addFallback(@Nullable Object built) {
        if (built instanceof AppenderRef ref) {
            fallbacks.add(ref);
        } else {
            refuse("option AppenderRef: ref is missing; valid: the name of another appender");
        }
    }

    /** Returns the appenders that the elements or the code name as fallbacks. */
    List<AppenderRef> fallbacks(List<AppenderRef> ofCode) {
        fallbacks.addAll(ofCode);
        return fallbacks;
    }

    /**
     * Returns the checked options and layout, or null if there was a problem. Throws nothing, even if the layout does.
     * Otherwise Log4j would have no appender, {@code <Failover>} no primary, and a reload would end the running client.
     */
    @Nullable
    Checked data(@Nullable Layout<?> layout, Consumer<GasConfigBuilder> options) {
        try {
            return check(layout, options);
        } catch (Throwable failed) {
            refuse(layout, failed);
            return null;
        }
    }

    private void refuse(@Nullable Layout<?> layout, Throwable failed) {
        try {
            String name = layout == null ? "" : layout.getClass().getName();
            refuse("option Layout: '" + name + "' could not be checked, because of " + failed
                    + "; valid: a layout that gives its charset, header and footer");
        } catch (Throwable ignored) {
            // There is no memory or stack for the text of the report.
        }
    }

    private @Nullable Checked check(@Nullable Layout<?> layout, Consumer<GasConfigBuilder> options) {
        LayoutEncoder encoder = encoder(layout);
        GasConfigBuilder builder = GasConfig.builder();
        options.accept(builder);
        if (encoder != null) {
            builder.header(bytes("header", encoder::header)).footer(bytes("footer", encoder::footer));
        }
        try {
            GasConfig config = builder.build();
            String problem = encoder == null ? null : encoder.problemWith(config.framing());
            if (problem != null) {
                refuse(problem);
            }
            return refused || encoder == null ? null : new Checked(config, encoder);
        } catch (GasConfigException invalid) {
            invalid.problems().forEach(this::refuse);
            return null;
        }
    }

    private @Nullable LayoutEncoder encoder(@Nullable Layout<?> layout) {
        if (layout == null) {
            refuse("option Layout: is missing, or was refused by an error before this one; valid: an element like"
                    + " PatternLayout or GasJsonLayout");
            return null;
        }
        if (layout instanceof GasJsonLayout json) {
            return LayoutEncoder.ofJson(json, json.json());
        }
        Charset platform = Charset.defaultCharset();
        LayoutEncoder encoder = new LayoutEncoder(layout, platform, Constants.ENABLE_DIRECT_ENCODERS);
        if (encoder.overrulesCharset()) {
            reporter.warned("sends UTF-8, because PatternLayout has the platform's charset, " + platform
                    + ", which is what it takes if none is written; write charset=\"UTF-8\", or run the JVM with"
                    + " -Dfile.encoding=UTF-8 if it is really " + platform + " that is wanted");
        }
        return encoder;
    }

    private byte[] bytes(String what, Supplier<byte @Nullable []> layout) {
        try {
            byte[] bytes = layout.get();
            return bytes == null ? new byte[0] : bytes;
        } catch (RuntimeException | LinkageError failure) {
            reporter.warned("goes without the layout's " + what + ", which failed: " + failure);
            return new byte[0];
        }
    }

    /**
     * An appender's checked configuration. Immutable.
     *
     * @param config the client's options
     * @param encoder encodes events with the layout
     */
    record Checked(GasConfig config, LayoutEncoder encoder) {}
}
