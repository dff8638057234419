// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.ssl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.PluginVisitorStrategy;
import org.apache.logging.log4j.core.config.plugins.visitors.AbstractPluginVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Builds the child elements of the appender {@code <Gas>}, except {@code <Ssl>}, which the appender reads itself. Log4j creates
 * instances of this class by reflection; nothing else needs it.
 *
 * <p>The appender defers its children for this. Log4j would build {@code <Ssl>} before the appender, with three losses.
 * A store that it cannot read is left out, so that the JVM's certificates would be trusted. The location and the password
 * of a {@code <KeyStore>} are erased, so that a renewed one could not be read. And {@code verifyHostName="false"} looks
 * like an attribute that is not there.
 *
 * <p>Not thread-safe: Log4j creates an instance for each use.
 */
public final class SslVisitor extends AbstractPluginVisitor<SslVisitor.KeepsSsl> {

    /** Creates a visitor. */
    public SslVisitor() {
        super(KeepsSsl.class);
    }

    /**
     * Builds the child elements of {@code node}. Of {@code <Ssl>}, replaces only the variables.
     *
     * @return null, which leaves the field to its other annotation
     */
    @Override
    public @Nullable Object visit(Configuration configuration, Node node, LogEvent event, StringBuilder log) {
        for (Node child : node.getChildren()) {
            if (isNamed(child, SslElement.NAME)) {
                replaceVariables(child, event);
            } else {
                configuration.createConfiguration(child, event);
            }
        }
        return null;
    }

    private void replaceVariables(Node element, LogEvent event) {
        element.getAttributes().replaceAll((name, text) -> substitutor.replace(event, text));
        element.getChildren().forEach(child -> replaceVariables(child, event));
    }

    /** Returns whether the element's plugin, or the element itself if there is no such plugin, has this name. */
    public static boolean isNamed(Node element, String name) {
        return name.equalsIgnoreCase(
                element.getType() == null
                        ? element.getName()
                        : element.getType().getElementName());
    }

    /** Marks a field that comes before all fields that get a child element: one of the most derived class. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    @PluginVisitorStrategy(SslVisitor.class)
    public @interface KeepsSsl {}
}
