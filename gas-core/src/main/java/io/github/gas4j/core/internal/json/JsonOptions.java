// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasOption;
import io.github.gas4j.core.internal.event.FieldOptions;
import io.github.gas4j.core.internal.event.TraceOptions;
import io.github.gas4j.core.internal.option.ChoiceOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.NumberOption;
import io.github.gas4j.core.internal.option.OptionReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of JSON, read from texts.
 *
 * <p>Immutable.
 */
public final class JsonOptions {
    private static final ChoiceOption<JsonFormat> FORMAT =
            new ChoiceOption<>("format", JsonFormat.LOGSTASH, "the names and the order of the fields");
    private static final FlagOption INCLUDE_MARKERS =
            new FlagOption("includeMarkers", true, "whether the names of markers are written");
    private static final FlagOption INCLUDE_CONTEXT = new FlagOption(
            "includeContext",
            "true with LOGSTASH",
            "true, false",
            "whether properties of the logger context are written");
    private static final FlagOption INCLUDE_CALLER_DATA = new FlagOption(
            "includeCallerData", false, "whether class, method, file and line of the logging call are written; slow");
    private static final NumberOption SHORTENED_LOGGER_NAME_LENGTH = new NumberOption(
            "shortenedLoggerNameLength",
            "off",
            -1,
            "the length to which packages of a logger's name are shortened; 0 leaves the class alone, -1 is off");
    /** Room for the fields that every event has, with short texts. */
    private static final int LEAST_LENGTH = 512;

    private static final NumberOption MAX_LENGTH = new NumberOption(
            "maxLength",
            "off",
            LEAST_LENGTH,
            "the bytes above which texts of an event are cut, so that it stays valid JSON");
    private static final FlagOption EVENT_ID =
            new FlagOption("eventId", false, "whether each event gets an id, by which duplicates can be told");

    private final JsonFormat format;
    private final Extras extras;
    private final boolean callerData;
    private final int shortenedLoggerNameLength;
    private final TraceOptions traces;
    private final int maxLength;
    private final boolean eventId;
    private final TimeText time;
    private final FieldNames names;
    private final ConstantFields constants;
    private final Set<String> taken;

    /** Which fields beyond those of the format are written. */
    record Extras(FieldOptions fields, boolean markers, boolean context) {}

    private JsonOptions(OptionReader in, Map<String, String> fields) {
        format = FORMAT.read(in);
        extras = new Extras(
                FieldOptions.read(in),
                INCLUDE_MARKERS.read(in),
                INCLUDE_CONTEXT.read(in, format == JsonFormat.LOGSTASH));
        callerData = INCLUDE_CALLER_DATA.read(in);
        time = TimeOptions.read(in, format);
        shortenedLoggerNameLength = SHORTENED_LOGGER_NAME_LENGTH.read(in, -1);
        traces = TraceOptions.read(in);
        maxLength = MAX_LENGTH.read(in, Integer.MAX_VALUE);
        eventId = EVENT_ID.read(in);
        names = FieldNames.read(in, format);
        constants = ConstantFields.read(in, format);
        taken = names.of(always(format));
        Set<String> sometimes = new HashSet<>(taken);
        sometimes.addAll(names.of(ofThrowables(format)));
        sometimes.addAll(names.of(ofMarkers(format)));
        constants.readOwn(sometimes, fields);
        taken.addAll(constants.own().keySet());
        checkRoom(in);
    }

    /** Returns the fields that every event has, by their original names. */
    private List<String> always(JsonFormat format) {
        List<String> always = new ArrayList<>(FieldNames.of(format));
        always.removeAll(ofThrowables(format));
        always.removeAll(List.of("tags", "_marker"));
        always.removeIf(field -> !callerData && field.matches("caller_.*|log\\.origin|_source_.*"));
        always.removeIf(field -> !eventId && field.matches("_?event[_.]id"));
        always.removeIf(field -> field.matches("service\\..*|event\\.dataset")
                && !constants.ofFormat().containsKey(field));
        return always;
    }

    private static List<String> ofThrowables(JsonFormat format) {
        return switch (format) {
            case LOGSTASH -> List.of("stack_trace");
            case ECS -> List.of("error.type", "error.message", "error.stack_trace");
            case GELF -> List.of("full_message");
        };
    }

    private List<String> ofMarkers(JsonFormat format) {
        return extras.markers() ? List.of(format == JsonFormat.GELF ? "_marker" : "tags") : List.of();
    }

    /** Refuses constants that leave no room for an event. */
    private void checkRoom(OptionReader in) {
        long bytes = LEAST_LENGTH;
        for (Map<String, String> fields : List.of(constants.ofFormat(), constants.own())) {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                // a name of n characters has at most 6 n bytes
                bytes += 6L * field.getKey().length() + field.getValue().getBytes(StandardCharsets.UTF_8).length + 4;
            }
        }
        if (maxLength < bytes && maxLength >= LEAST_LENGTH) {
            in.problem(
                    MAX_LENGTH.name(),
                    Integer.toString(maxLength),
                    "at least " + bytes + ", because of the fields that every event gets");
        }
    }

    /**
     * Reads options.
     *
     * @param texts the options that are set; several values of one option with commas between them
     * @return the options
     * @throws GasConfigException with all problems, each of which names the option, the value and what would be valid
     */
    public static JsonOptions read(Map<String, String> texts) {
        return read(texts, Map.of());
    }

    /**
     * Reads options, and takes further fields that every event gets.
     *
     * @param texts the options that are set; several values of one option with commas between them
     * @param fields the names and texts of fields; with GELF an underscore is put before a name without one
     * @return the options
     * @throws GasConfigException with all problems, each of which names the option, the value and what would be valid
     */
    public static JsonOptions read(Map<String, String> texts, Map<String, String> fields) {
        OptionReader in = new OptionReader(texts);
        JsonOptions options = new JsonOptions(in, fields);
        List<String> problems = in.finish();
        if (!problems.isEmpty()) {
            throw new GasConfigException(problems);
        }
        return options;
    }

    /** Returns all options, in the order of the documentation. */
    public static List<GasOption> all() {
        OptionReader in = new OptionReader(Map.of());
        new JsonOptions(in, Map.of());
        return in.known();
    }

    public JsonFormat format() {
        return format;
    }

    /** Returns whether the reader is asked for the place of the logging call. */
    public boolean includesCallerData() {
        return callerData;
    }

    Extras extras() {
        return extras;
    }

    TimeText time() {
        return time;
    }

    /** Returns the length of loggers' names, negative for as long as they are. */
    int shortenedLoggerNameLength() {
        return shortenedLoggerNameLength;
    }

    TraceOptions traces() {
        return traces;
    }

    /** Returns the length in bytes of the longest event, without its newline. */
    int maxLength() {
        return maxLength;
    }

    boolean eventId() {
        return eventId;
    }

    FieldNames names() {
        return names;
    }

    ConstantFields constants() {
        return constants;
    }

    /** Returns the names that every event has already, whatever is in it. */
    Set<String> taken() {
        return taken;
    }

    /** Returns the names that an event with a throwable has already. */
    List<String> takenByThrowables() {
        return List.copyOf(names.of(ofThrowables(format)));
    }

    /** Returns the name that an event with markers has already. */
    List<String> takenByMarkers() {
        return List.copyOf(names.of(ofMarkers(format)));
    }
}
