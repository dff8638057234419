// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.internal.json.JsonOptions;
import io.github.gas4j.log4j2.internal.json.EventJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginConfiguration;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.impl.LocationAware;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.util.KeyValuePair;
import org.jspecify.annotations.Nullable;

/**
 * The layout {@code <GasJsonLayout>}. Writes an event as one line of JSON, in the fields of Logstash (default), ECS or
 * GELF. {@code docs/encoding.md} explains the options.
 *
 * <p>It works in any appender. An event is written into pooled memory, and nothing is allocated for messages that Log4j
 * reuses. The output is always valid JSON in UTF-8, and ends with a newline. Half of a surrogate pair becomes U+FFFD. If
 * the message or a value throws an exception, a note takes its place.
 *
 * <p>With an invalid option, no layout is created. Each problem is reported as an error. {@link GasAppender} does not start
 * without a layout; appenders of Log4j take their default layout instead.
 *
 * <p>Thread-safe: immutable.
 */
@Plugin(name = "GasJsonLayout", category = Node.CATEGORY, elementType = Layout.ELEMENT_TYPE, printObject = true)
public final class GasJsonLayout implements StringLayout, LocationAware {
    private final EventJson json;

    private GasJsonLayout(EventJson json) {
        this.json = json;
    }

    /** Returns a builder with the defaults. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Returns the line of an event, with the newline. */
    @Override
    public byte[] toByteArray(LogEvent event) {
        return json.bytes(event);
    }

    /** Returns the line of an event, with the newline. */
    @Override
    public String toSerializable(LogEvent event) {
        return json.text(event);
    }

    /** Passes the whole line of an event to the destination, in one call. */
    @Override
    public void encode(LogEvent event, ByteBufferDestination destination) {
        json.write(event, destination);
    }

    /** Returns UTF-8. */
    @Override
    public Charset getCharset() {
        return StandardCharsets.UTF_8;
    }

    /** Returns null: there is nothing before the events. */
    @Override
    public byte @Nullable [] getHeader() {
        return null;
    }

    /** Returns null: there is nothing after the events. */
    @Override
    public byte @Nullable [] getFooter() {
        return null;
    }

    @Override
    public String getContentType() {
        return "application/json;charset=UTF-8";
    }

    @Override
    public Map<String, String> getContentFormat() {
        return Map.of();
    }

    /** Returns whether {@code includeCallerData} is set. */
    @Override
    public boolean requiresLocation() {
        return json.needsCaller();
    }

    /** Returns a description for Log4j's own messages. */
    @Override
    public String toString() {
        return "GasJsonLayout(" + json.format() + ")";
    }

    EventJson json() {
        return json;
    }

    /**
     * Builds a {@link GasJsonLayout}.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder extends JsonLayoutOptions<Builder>
            implements org.apache.logging.log4j.core.util.Builder<GasJsonLayout> {

        @PluginBuilderAttribute
        private @Nullable String charset;

        @PluginElement("AdditionalField")
        private KeyValuePair @Nullable [] additionalFields;

        @PluginConfiguration
        private @Nullable Configuration configuration;

        private Builder() {}

        /** Sets {@code charset}, which can only be UTF-8. */
        public Builder setCharset(@Nullable String charset) {
            this.charset = charset;
            return this;
        }

        /** Sets fields that are written with each event, as {@code <KeyValuePair>} does. */
        public Builder setAdditionalFields(KeyValuePair... additionalFields) {
            this.additionalFields = additionalFields.clone();
            return this;
        }

        /** Sets the configuration, whose {@code contextName} and {@code hostName} {@code includeContext} writes. */
        public Builder setConfiguration(@Nullable Configuration configuration) {
            this.configuration = configuration;
            return this;
        }

        /**
         * Builds the layout.
         *
         * @return null if an option is invalid; an error in Log4j's status logger says which
         */
        @Override
        public @Nullable GasJsonLayout build() {
            List<String> problems = new ArrayList<>();
            checkCharset(problems);
            Map<String, String> fields = fields(problems);
            JsonOptions options = null;
            try {
                options = JsonOptions.read(written(), fields);
            } catch (GasConfigException invalid) {
                problems.addAll(invalid.problems());
            }
            if (options == null || !problems.isEmpty()) {
                problems.forEach(StatusReporter.ofLayout("GasJsonLayout")::refused);
                return null;
            }
            return new GasJsonLayout(
                    new EventJson(options, configuration == null ? Map.of() : configuration.getProperties()));
        }

        private void checkCharset(List<String> problems) {
            if (charset != null && !isUtf8(charset)) {
                problems.add("option charset: '" + charset
                        + "' is not valid; valid: UTF-8, which is what JSON is written in");
            }
        }

        private static boolean isUtf8(String charset) {
            try {
                return Charset.forName(charset).equals(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException unknown) {
                return false;
            }
        }

        private Map<String, String> fields(List<String> problems) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (KeyValuePair pair : additionalFields == null ? KeyValuePair.EMPTY_ARRAY : additionalFields) {
                String key = pair.getKey();
                String value = pair.getValue();
                if (key == null || key.isBlank() || value == null) {
                    problems.add("option KeyValuePair: '" + pair + "' is not valid; valid: a key and a value");
                } else if (fields.put(key, value) != null) {
                    problems.add("option KeyValuePair: '" + key + "' is not valid; valid: a key that no other one has");
                }
            }
            return fields;
        }
    }
}
