// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasOption;
import io.github.gas4j.core.internal.event.FieldOptions;
import io.github.gas4j.core.internal.event.HostName;
import io.github.gas4j.core.internal.event.TraceOptions;
import io.github.gas4j.core.internal.option.ChoiceOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of syslog, read from texts.
 *
 * <p>Immutable.
 */
public final class SyslogOptions {
    private static final TextOption FACILITY = new TextOption(
            "facility", "choice", "USER", "KERN to LOCAL7, or 0 to 23", "the part of a system that events come from");
    private static final TextOption HOSTNAME =
            new TextOption("hostname", "text", "the name of this host", "any text", "HOSTNAME");
    private static final TextOption APP_NAME = new TextOption("appName", "text", "none", "any text", "APP-NAME");
    private static final TextOption MSG_ID = new TextOption("msgId", "text", "none", "any text", "MSGID");
    private static final TextOption STRUCTURED_DATA_ID = new TextOption(
            "structuredDataId",
            "name",
            "mdc@32473",
            "a name and a private enterprise number, like mdc@32473, of at most 32 characters",
            "the SD-ID of the element that holds the MDC, key-value pairs and the id");
    private static final FlagOption EVENT_ID =
            new FlagOption("eventId", false, "whether each event gets an id, by which duplicates can be told");
    private static final TextOption PATTERN = new TextOption(
            "pattern",
            "pattern",
            "none",
            "a pattern of the framework",
            "MSG instead of the message and the stack trace");

    /** The lengths that RFC 5424, 6 allows. */
    private static final int LONGEST_HOSTNAME = 255;

    private static final int LONGEST_APP_NAME = 48;
    private static final int LONGEST_MSG_ID = 32;

    private final int facility;
    private final String header;
    private final FieldOptions fields;
    private final String structuredDataId;
    private final boolean eventId;
    private final TraceOptions traces;
    private final @Nullable String pattern;

    private SyslogOptions(OptionReader in) {
        facility = facility(in);
        String appName = APP_NAME.textFrom(in);
        String hostname = HOSTNAME.textFrom(in);
        String msgId = MSG_ID.textFrom(in);
        header = String.join(
                " ",
                SyslogNames.header(hostname == null ? HostName.get() : hostname, LONGEST_HOSTNAME),
                SyslogNames.header(appName == null ? "" : appName, LONGEST_APP_NAME),
                Long.toString(ProcessHandle.current().pid()),
                SyslogNames.header(msgId == null ? "" : msgId, LONGEST_MSG_ID));
        fields = FieldOptions.read(in);
        structuredDataId = structuredDataId(in);
        eventId = EVENT_ID.read(in);
        traces = TraceOptions.read(in);
        pattern = PATTERN.textFrom(in);
        if (pattern != null && !traces.equals(TraceOptions.DEFAULTS)) {
            in.problem(PATTERN.name(), pattern, "nothing with maxDepthPerThrowable or rootCauseFirst");
        }
    }

    private static int facility(OptionReader in) {
        String text = FACILITY.textFrom(in);
        Facility facility = text == null ? Facility.USER : Facility.of(text);
        if (facility == null) {
            in.problem(
                    FACILITY.name(),
                    text,
                    "one of " + ChoiceOption.names(Facility.class) + ", or a number from 0 to "
                            + Facility.LOCAL7.number());
            return Facility.USER.number();
        }
        return facility.number();
    }

    private static String structuredDataId(OptionReader in) {
        String id = STRUCTURED_DATA_ID.textFrom(in);
        if (id != null && !SyslogNames.isOwnId(id)) {
            in.problem(STRUCTURED_DATA_ID.name(), id, STRUCTURED_DATA_ID.valid());
        }
        return id == null ? STRUCTURED_DATA_ID.defaultText() : id;
    }

    /**
     * Reads options.
     *
     * @param texts the options that are set; several values of one option with commas between them
     * @return the options
     * @throws GasConfigException with all problems, each of which names the option, the value and what would be valid
     */
    public static SyslogOptions read(Map<String, String> texts) {
        OptionReader in = new OptionReader(texts);
        SyslogOptions options = new SyslogOptions(in);
        List<String> problems = in.finish();
        if (!problems.isEmpty()) {
            throw new GasConfigException(problems);
        }
        return options;
    }

    /** Returns all options, in the order of the documentation. */
    public static List<GasOption> all() {
        OptionReader in = new OptionReader(Map.of());
        new SyslogOptions(in);
        return in.known();
    }

    /** Returns the number of the facility. */
    int facility() {
        return facility;
    }

    /** Returns HOSTNAME, APP-NAME, PROCID and MSGID. */
    String header() {
        return header;
    }

    FieldOptions fields() {
        return fields;
    }

    String structuredDataId() {
        return structuredDataId;
    }

    boolean eventId() {
        return eventId;
    }

    TraceOptions traces() {
        return traces;
    }

    /** Returns the framework's pattern for MSG, which the adapter's reader writes; null for the message and the trace. */
    public @Nullable String pattern() {
        return pattern;
    }
}
