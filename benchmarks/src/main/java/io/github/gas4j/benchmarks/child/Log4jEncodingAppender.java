// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.nio.ByteBuffer;
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
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.layout.ByteBufferDestinationHelper;
import org.apache.logging.log4j.core.util.Constants;

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
        destination.bytes.clear();
        getLayout().encode(event, destination);
        Consumed.consume(destination.bytes.array(), destination.bytes.position());
    }

    /** One thread's bytes, or the last of them; no larger than with Log4j's own appenders, since every thread has one. */
    private static final class Destination implements ByteBufferDestination {
        private final ByteBuffer bytes = ByteBuffer.allocate(Constants.ENCODER_BYTE_BUFFER_SIZE);

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public ByteBuffer drain(ByteBuffer full) {
            full.clear();
            return full;
        }

        @Override
        public void writeBytes(ByteBuffer data) {
            ByteBufferDestinationHelper.writeToUnsynchronized(data, this);
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            ByteBufferDestinationHelper.writeToUnsynchronized(data, offset, length, this);
        }
    }
}
