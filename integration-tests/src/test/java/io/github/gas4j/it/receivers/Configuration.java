// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Framework;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of a framework as a page shows it, of which a test replaces the address. Immutable.
 *
 * @param framework whose
 * @param text the XML
 */
record Configuration(Framework framework, String text) {
    private static final Pattern DESTINATION = Pattern.compile("(?<key><destination>|destination=\")[^<\"]+");
    private static final Pattern FRAMING = Pattern.compile("(?<key><framing>|framing=\")(?<value>\\w+)");
    private static final Pattern ENCODER = Pattern.compile("<encoder\\b.*?(</encoder>|/>)", Pattern.DOTALL);
    private static final Pattern LAYOUT = Pattern.compile("<\\w+Layout\\b[^>]*/>");

    /** Sends to a port of the loopback address. */
    Configuration to(int port) {
        return new Configuration(framework, DESTINATION.matcher(text).replaceFirst("${key}127.0.0.1:" + port));
    }

    /** Sets an option of the appender. */
    Configuration with(String option, Object value) {
        return framework == Framework.LOGBACK
                ? replaced("<destination>", "<" + option + ">" + value + "</" + option + "><destination>")
                : replaced(" destination=", " " + option + "=\"" + value + "\" destination=");
    }

    /** Replaces the framing that it chooses. */
    Configuration framedBy(Framing framing) {
        return new Configuration(framework, FRAMING.matcher(text).replaceFirst("${key}" + framing));
    }

    /** Has the framework write each event into a file, too, with the same layout. */
    Configuration withCopy(Path file) {
        if (framework == Framework.LOGBACK) {
            String copy = "<appender name=\"COPY\" class=\"ch.qos.logback.core.FileAppender\"><file>" + file + "</file>"
                    + the(ENCODER) + "</appender>";
            String ref = "<appender-ref ref=\"COLLECTOR\"/>";
            return replaced("  <root", copy + "\n  <root").replaced(ref, ref + "<appender-ref ref=\"COPY\"/>");
        }
        String layout = the(LAYOUT).replace("<Rfc5424Layout", "<Rfc5424Layout newLine=\"true\"");
        String copy = "<File name=\"COPY\" fileName=\"" + file + "\">" + layout + "</File>";
        String ref = "<AppenderRef ref=\"COLLECTOR\"/>";
        return replaced("</Appenders>", copy + "</Appenders>").replaced(ref, ref + "<AppenderRef ref=\"COPY\"/>");
    }

    /** Returns the framing that it chooses. */
    Framing framing() {
        Matcher chosen = FRAMING.matcher(text);
        return chosen.find() ? Framing.valueOf(chosen.group("value")) : Framing.NEWLINE;
    }

    private Configuration replaced(String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalStateException("no " + old + " in " + text);
        }
        return new Configuration(framework, text.replace(old, replacement));
    }

    private String the(Pattern part) {
        Matcher found = part.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + part + " in " + text);
        }
        return found.group();
    }
}
