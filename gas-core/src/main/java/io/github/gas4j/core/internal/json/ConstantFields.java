// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options that are fields with the same value in every event. Stateless. */
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
    /** Between two pairs: a value may hold a comma, unless another name follows. */
    private static final String NEXT_PAIR = "[,\\n](?=\\s*[\\w.-]+\\s*[:=])";

    private static final JsonText TEXT = new JsonText(JsonText.UNLIMITED);

    private ConstantFields() {}

    private static TextOption ecs(String name, String byDefault, String field) {
        return new TextOption(name, "text", byDefault, "any text", "the field " + field + "; only with ECS");
    }

    /** Returns the values as JSON by their fields' names: of the format's own fields the original ones. */
    static Map<String, String> read(OptionReader in, JsonFormat format, FieldNames names, Map<String, String> fields) {
        Map<String, String> constants = new LinkedHashMap<>();
        readEcs(in, format, constants);
        readGelf(in, format, names, constants);
        String custom = CUSTOM_FIELDS.textFrom(in);
        if (custom != null
                && belongs(in, CUSTOM_FIELDS, custom, format != JsonFormat.GELF, "LOGSTASH or ECS, or staticField")) {
            readCustom(in, custom, names, constants);
        }
        fields.forEach((name, value) -> {
            String field = format == JsonFormat.GELF ? gelf(name) : Names.whole(name);
            putOwn(in, KEY_VALUE_PAIR, field, quoted(value), names, constants);
        });
        return constants;
    }

    private static void readEcs(OptionReader in, JsonFormat format, Map<String, String> constants) {
        String service = SERVICE_NAME.textFrom(in);
        String dataset = EVENT_DATASET.textFrom(in);
        putEcs(in, format, SERVICE_NAME, "service.name", service, constants);
        putEcs(in, format, SERVICE_VERSION, "service.version", SERVICE_VERSION.textFrom(in), constants);
        putEcs(in, format, SERVICE_ENVIRONMENT, "service.environment", SERVICE_ENVIRONMENT.textFrom(in), constants);
        if (dataset != null || format == JsonFormat.ECS) {
            putEcs(in, format, EVENT_DATASET, "event.dataset", dataset == null ? service : dataset, constants);
        }
    }

    private static void putEcs(
            OptionReader in,
            JsonFormat format,
            TextOption option,
            String field,
            @Nullable String value,
            Map<String, String> constants) {
        if (value != null && belongs(in, option, value, format == JsonFormat.ECS, "ECS")) {
            constants.put(field, quoted(value));
        }
    }

    private static void readGelf(OptionReader in, JsonFormat format, FieldNames names, Map<String, String> constants) {
        String host = ORIGIN_HOST.textFrom(in);
        String fields = STATIC_FIELD.textFrom(in);
        if (format == JsonFormat.GELF) {
            constants.put("host", quoted(host == null || host.isEmpty() ? HostName.get() : host));
        } else if (host != null) {
            belongs(in, ORIGIN_HOST, host, false, "GELF");
        }
        if (fields != null && belongs(in, STATIC_FIELD, fields, format == JsonFormat.GELF, "GELF, or customFields")) {
            for (String pair : fields.split(NEXT_PAIR, -1)) {
                staticField(in, pair.strip(), names, constants);
            }
        }
    }

    private static void staticField(OptionReader in, String pair, FieldNames names, Map<String, String> constants) {
        int colon = pair.indexOf(':');
        int equals = pair.indexOf('=');
        int end = colon < 0 || (equals >= 0 && equals < colon) ? equals : colon;
        String name = end < 0 ? "" : pair.substring(0, end).strip();
        if (name.isEmpty()) {
            in.problem(STATIC_FIELD.name(), pair, STATIC_FIELD.valid());
            return;
        }
        putOwn(
                in,
                STATIC_FIELD.name(),
                gelf(name),
                quoted(pair.substring(end + 1).strip()),
                names,
                constants);
    }

    private static String gelf(String name) {
        return Names.gelf(name.startsWith("_") ? name.substring(1) : name);
    }

    private static void readCustom(OptionReader in, String custom, FieldNames names, Map<String, String> constants) {
        try {
            for (Map.Entry<String, String> member :
                    JsonObjectParser.members(custom).entrySet()) {
                putOwn(in, CUSTOM_FIELDS.name(), Names.whole(member.getKey()), member.getValue(), names, constants);
            }
        } catch (JsonObjectParser.NotJsonException wrong) {
            in.problem(CUSTOM_FIELDS.name(), custom, CUSTOM_FIELDS.valid() + ": " + wrong.getMessage());
        }
    }

    private static void putOwn(
            OptionReader in,
            String option,
            String field,
            String value,
            FieldNames names,
            Map<String, String> constants) {
        if (names.used().contains(field) || constants.containsKey(field)) {
            in.problem(option, field, "a name that no other field of the event has");
        } else {
            constants.put(field, value);
        }
    }

    private static boolean belongs(OptionReader in, TextOption option, String value, boolean belongs, String valid) {
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
