// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/**
 * The floor of encoding on Log4j2, {@code <EncodingOnly>}: encodes on the calling thread, without garbage where the layout
 * can, and forgets. Thread-safe.
 */
@Plugin(name = "EncodingOnly", category = Node.CATEGORY, elementType = Appender.ELEMENT_TYPE)
public final class Log4jEncodingAppender extends AbstractAppender {
    private final ThreadLocal<Destination> destinations = ThreadLocal.withInitial(Destination::new);

    private Log4jEncodingAppender(String name, Layout<?> layout) {
        super(name, null, layout, true, Property.EMPTY_ARRAY);
    }

    /** Makes the appender of a configuration. */
    @PluginFactory
    public static Log4jEncodingAppender create(
            @PluginAttribute("name") String name, @PluginElement("Layout") Layout<?> layout) {
        return new Log4jEncodingAppender(name, layout);
    }

    @Override
    public void append(LogEvent event) {
        Destination destination = destinations.get();
        destination.clear();
        getLayout().encode(event, destination);
        destination.consume();
    }
}
