// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.event.HostName;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields with the same value in every event, and the options that they come from.
 *
 * <p>Immutable once read.
 */
final class ConstantFields {
    private static final TextOption CUSTOM_FIELDS = new TextOption(
            "customFields",
            "JSON",
            "none",
            "a JSON object, like {\"app\":\"shop\"}",
            "fields that every event gets; not with GELF");
    private static final TextOption SERVICE_NAME = ecs("serviceName", "none", "service.name");
    private static final TextOption SERVICE_VERSION = ecs("serviceVersion", "none", "service.version");
    private static final TextOption SERVICE_ENVIRONMENT = ecs("serviceEnvironment", "none", "service.environment");
    private static final TextOption EVENT_DATASET = ecs("eventDataset", "serviceName", "event.dataset");
    private static final TextOption ORIGIN_HOST =
            new TextOption("originHost", "text", "the name of this host", "any text", "the field host; only with GELF");
    private static final TextOption STATIC_FIELD = new TextOption(
            "staticField",
            "list",
            "none",
            "pairs like app:shop, with commas between them",
            "fields that every event gets; only with GELF");
    /** The element of Log4j's layouts for fields that every event gets. */
    private static final String KEY_VALUE_PAIR = "KeyValuePair";

    private static final JsonText TEXT = new JsonText(JsonText.UNLIMITED);

    private final OptionReader in;
    private final JsonFormat format;
    private final Map<String, String> ofFormat = new LinkedHashMap<>();
    private final Map<String, String> own = new LinkedHashMap<>();

    private ConstantFields(OptionReader in, JsonFormat format) {
        this.in = in;
        this.format = format;
    }

    /** Returns the values of fields of the format, as JSON, by their original names. */
    Map<String, String> ofFormat() {
        return ofFormat;
    }

    /** Returns the values of the user's own fields, as JSON, by the names that they are written with. */
    Map<String, String> own() {
        return own;
    }

    private static TextOption ecs(String name, String byDefault, String field) {
        return new TextOption(name, "text", byDefault, "any text", "the field " + field + "; only with ECS");
    }

    /** Reads those that are fields of the format. */
    static ConstantFields read(OptionReader in, JsonFormat format) {
        ConstantFields constants = new ConstantFields(in, format);
        String service = SERVICE_NAME.textFrom(in);
        String dataset = EVENT_DATASET.textFrom(in);
        constants.ecs(SERVICE_NAME, "service.name", service);
        constants.ecs(SERVICE_VERSION, "service.version", SERVICE_VERSION.textFrom(in));
        constants.ecs(SERVICE_ENVIRONMENT, "service.environment", SERVICE_ENVIRONMENT.textFrom(in));
        if (dataset != null || format == JsonFormat.ECS) {
            constants.ecs(EVENT_DATASET, "event.dataset", dataset == null ? service : dataset);
        }
        String host = ORIGIN_HOST.textFrom(in);
        if (format == JsonFormat.GELF) {
            constants.ofFormat.put("host", quoted(host == null || host.isEmpty() ? HostName.get() : host));
        } else if (host != null) {
            constants.belongs(ORIGIN_HOST, host, false, "GELF");
        }
        return constants;
    }

    /**
     * Reads the user's own.
     *
     * @param taken the names that fields of the format have
     * @param fields further fields of the user, as names and texts
     */
    void readOwn(Set<String> taken, Map<String, String> fields) {
        boolean gelf = format == JsonFormat.GELF;
        String pairs = STATIC_FIELD.textFrom(in);
        if (pairs != null && belongs(STATIC_FIELD, pairs, gelf, "GELF, or customFields")) {
            for (String pair : pairs.split("(?<!\\\\),", -1)) {
                if (!pair.isBlank()) {
                    staticField(pair.strip().replace("\\,", ","), taken);
                }
            }
        }
        String custom = CUSTOM_FIELDS.textFrom(in);
        if (custom != null && belongs(CUSTOM_FIELDS, custom, !gelf, "LOGSTASH or ECS, or staticField")) {
            readCustom(custom, taken);
        }
        fields.forEach((name, value) ->
                putOwn(KEY_VALUE_PAIR, gelf ? Names.gelfOf(name) : Names.whole(name), quoted(value), taken));
    }

    private void ecs(TextOption option, String field, @Nullable String value) {
        if (value != null && belongs(option, value, format == JsonFormat.ECS, "ECS")) {
            ofFormat.put(field, quoted(value));
        }
    }

    private void staticField(String pair, Set<String> taken) {
        int colon = pair.indexOf(':');
        int equals = pair.indexOf('=');
        int end = colon < 0 || (equals >= 0 && equals < colon) ? equals : colon;
        String name = end < 0 ? "" : pair.substring(0, end).strip();
        if (name.isEmpty()) {
            in.problem(STATIC_FIELD.name(), pair, STATIC_FIELD.valid());
            return;
        }
        String value = quoted(pair.substring(end + 1).strip());
        putOwn(STATIC_FIELD.name(), Names.gelfOf(name), value, taken);
    }

    private void readCustom(String custom, Set<String> taken) {
        try {
            for (Map.Entry<String, String> member :
                    JsonObjectParser.members(custom).entrySet()) {
                putOwn(CUSTOM_FIELDS.name(), member.getKey(), member.getValue(), taken);
            }
        } catch (JsonObjectParser.NotJsonException wrong) {
            in.problem(CUSTOM_FIELDS.name(), custom, CUSTOM_FIELDS.valid() + ": " + wrong.getMessage());
        }
    }

    private void putOwn(String option, String field, String value, Set<String> taken) {
        if (taken.contains(field) || own.containsKey(field)) {
            in.problem(option, field, "a name that no other field of the event has");
        } else {
            own.put(field, value);
        }
    }

    private boolean belongs(TextOption option, String value, boolean belongs, String valid) {
        if (!belongs) {
            in.problem(option.name(), value, "only with format=" + valid);
        }
        return belongs;
    }

    private static String quoted(String text) {
        Scratch scratch = new Scratch();
        TEXT.string(text, scratch);
        return new String(scratch.bytes().array(), 0, scratch.bytes().length(), StandardCharsets.UTF_8);
    }
}
