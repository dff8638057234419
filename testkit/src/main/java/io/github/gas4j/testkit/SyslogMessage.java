// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of syslog, parsed by the grammar of RFC 5424, section 6. Stricter than the grammar in this: no control
 * characters in structured data, which could end a line, and no MSG of unknown encoding but ASCII. Immutable.
 *
 * @param timestamp TIMESTAMP, or a hyphen
 * @param text MSG without its byte order mark, or null if there is none
 * @param marked whether MSG begins with a byte order mark
 */
public record SyslogMessage(
        int facility,
        int severity,
        String timestamp,
        String hostname,
        String appName,
        String procId,
        String msgId,
        List<Element> elements,
        @Nullable String text,
        boolean marked) {

    private static final int SEVERITIES = 8;
    private static final String MARK = "\uFEFF";
    private static final String NAME = "([!-~&&[^=\\]\"]]{1,32})";
    private static final Pattern PRIORITY = Pattern.compile("<(0|[1-9]\\d?|1[0-8]\\d|19[01])>1 ");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(-|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d)) ");
    private static final Pattern ELEMENT = Pattern.compile("\\[" + NAME);
    private static final Pattern PARAMETER = Pattern.compile(" " + NAME + "=\"");
    private static final Pattern ESCAPED = Pattern.compile("([\"\\\\\\]])");

    /** An SD-ELEMENT. Immutable. */
    public record Element(String id, List<Parameter> parameters) {
        /** Copies. */
        public Element {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * An SD-PARAM. Immutable.
     *
     * @param value without escapes
     */
    public record Parameter(String name, String value) {}

    /** Copies. */
    public SyslogMessage {
        elements = List.copyOf(elements);
    }

    /**
     * Parses a message.
     *
     * @param bytes all bytes of the message
     * @return the message
     * @throws IllegalArgumentException if it is none
     */
    public static SyslogMessage parse(byte[] bytes) {
        try {
            return new Cursor(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString())
                    .message();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException(notUtf8);
        }
    }

    /** Returns the parameters of the only element; none if there is no element. */
    public List<Parameter> parameters() {
        if (elements.size() > 1) {
            throw new IllegalStateException("several elements: " + elements);
        }
        return elements.isEmpty() ? List.of() : elements.get(0).parameters();
    }

    /** Confined to one thread. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        SyslogMessage message() {
            int priority = Integer.parseInt(take(PRIORITY));
            String timestamp = take(TIMESTAMP);
            if (!timestamp.equals("-")) {
                OffsetDateTime.parse(timestamp);
            }
            String hostname = take(header(255));
            String appName = take(header(48));
            String procId = take(header(128));
            String msgId = take(header(32));
            List<Element> elements = elements();
            String rest = at == text.length() ? null : text.substring(at);
            if (rest != null && !rest.startsWith(" ")) {
                throw wrong();
            }
            boolean marked = rest != null && rest.startsWith(MARK, 1);
            if (rest != null && !marked && !rest.chars().allMatch(one -> one < 0x80)) {
                throw new IllegalArgumentException("no mark before what is not ASCII: " + text);
            }
            return new SyslogMessage(
                    priority / SEVERITIES,
                    priority % SEVERITIES,
                    timestamp,
                    hostname,
                    appName,
                    procId,
                    msgId,
                    elements,
                    rest == null ? null : rest.substring(marked ? 2 : 1),
                    marked);
        }

        private static Pattern header(int longest) {
            return Pattern.compile("([!-~]{1," + longest + "}) ");
        }

        private List<Element> elements() {
            List<Element> elements = new ArrayList<>();
            if (text.startsWith("-", at)) {
                at++;
                return elements;
            }
            do {
                String id = take(ELEMENT);
                if (elements.stream().anyMatch(element -> element.id().equals(id))) {
                    throw wrong();
                }
                List<Parameter> parameters = new ArrayList<>();
                while (!text.startsWith("]", at)) {
                    parameters.add(new Parameter(take(PARAMETER), value()));
                }
                at++;
                elements.add(new Element(id, parameters));
            } while (text.startsWith("[", at));
            return elements;
        }

        private String value() {
            StringBuilder value = new StringBuilder();
            while (!text.startsWith("\"", at)) {
                if (text.startsWith("\\", at)) {
                    at++;
                    value.append(take(ESCAPED));
                } else if (at < text.length() && text.charAt(at) >= ' ' && "]\u007F".indexOf(text.charAt(at)) < 0) {
                    value.append(text.charAt(at++));
                } else {
                    throw wrong();
                }
            }
            at++;
            return value.toString();
        }

        private String take(Pattern pattern) {
            Matcher matcher = pattern.matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) {
                throw wrong();
            }
            at = matcher.end();
            return matcher.group(1);
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("no message of RFC 5424 from character " + at + " on: " + text);
        }
    }
}
