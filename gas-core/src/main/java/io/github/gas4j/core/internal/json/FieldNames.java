// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the fields of a format, some of them changed by {@code fieldName}.
 *
 * <p>Immutable.
 */
final class FieldNames {
    /** Stands for the new name of a field that is left out, as in logstash-logback-encoder. */
    static final String IGNORE = "[ignore]";

    private static final TextOption FIELD_NAME = new TextOption(
            "fieldName",
            "list",
            "those of the format",
            "pairs like message=msg, with commas between them",
            "other names for fields of the format; [ignore] leaves a field out");

    private static final List<String> LOGSTASH = List.of(
            "@timestamp",
            "@version",
            "message",
            "logger_name",
            "thread_name",
            "level",
            "level_value",
            "caller_class_name",
            "caller_method_name",
            "caller_file_name",
            "caller_line_number",
            "stack_trace",
            "tags",
            "event_id");
    private static final List<String> ECS = List.of(
            "@timestamp",
            "log.level",
            "message",
            "ecs.version",
            "service.name",
            "service.version",
            "service.environment",
            "event.dataset",
            "process.thread.name",
            "log.logger",
            "log.origin",
            "tags",
            "error.type",
            "error.message",
            "error.stack_trace",
            "event.id");
    private static final List<String> GELF = List.of(
            "version",
            "host",
            "short_message",
            "full_message",
            "timestamp",
            "level",
            "_logger_name",
            "_thread_name",
            "_level_name",
            "_source_class_name",
            "_source_method_name",
            "_source_file_name",
            "_source_line_number",
            "_marker",
            "_event_id");
    /** What a receiver of GELF needs. */
    private static final Set<String> FIXED = Set.of("version", "host", "short_message", "timestamp");

    private final Map<String, String> changed;

    private FieldNames(Map<String, String> changed) {
        this.changed = changed;
    }

    static FieldNames read(OptionReader in, JsonFormat format) {
        List<String> own = of(format);
        Map<String, String> changed = new HashMap<>();
        String text = FIELD_NAME.textFrom(in);
        if (text != null) {
            for (String part : text.split(",", -1)) {
                if (!part.isBlank()) {
                    pair(in, part.strip(), format, own, changed);
                }
            }
        }
        Map<String, String> used = new LinkedHashMap<>();
        for (String name : own) {
            String shown = changed.getOrDefault(name, name);
            String other = shown.equals(IGNORE) ? null : used.put(shown, name);
            if (other != null) {
                in.problem(
                        FIELD_NAME.name(), text, "a name that no other field has; " + other + " has '" + shown + "'");
            }
        }
        return new FieldNames(Map.copyOf(changed));
    }

    private static void pair(
            OptionReader in, String pair, JsonFormat format, List<String> own, Map<String, String> changed) {
        int equals = pair.indexOf('=');
        String old = equals < 0 ? pair : pair.substring(0, equals).strip();
        String name = equals < 0 ? "" : pair.substring(equals + 1).strip();
        boolean fixed = format == JsonFormat.GELF && FIXED.contains(old);
        if (name.isEmpty() || !own.contains(old) || fixed) {
            in.problem(
                    FIELD_NAME.name(),
                    pair,
                    "old=new, where old is one of "
                            + String.join(
                                    ", ",
                                    own.stream()
                                            .filter(field -> format != JsonFormat.GELF || !FIXED.contains(field))
                                            .toList()));
        } else {
            boolean gelf = format == JsonFormat.GELF && !name.equals(IGNORE);
            String before = changed.put(old, gelf ? Names.gelfOf(name) : Names.whole(name));
            if (before != null) {
                in.problem(FIELD_NAME.name(), pair, "one new name for each field; " + old + " has '" + before + "'");
            }
        }
    }

    /** Returns the name that a field of the format is written with, or null if it is left out. */
    @Nullable
    String of(String field) {
        String name = changed.getOrDefault(field, field);
        return name.equals(IGNORE) ? null : name;
    }

    /** Returns the names that these fields of the format are written with, without those that are left out. */
    Set<String> of(Collection<String> fields) {
        Set<String> names = new LinkedHashSet<>();
        for (String field : fields) {
            String name = of(field);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** Returns all fields of a format by their original names. */
    static List<String> of(JsonFormat format) {
        return switch (format) {
            case LOGSTASH -> LOGSTASH;
            case ECS -> ECS;
            case GELF -> GELF;
        };
    }
}
