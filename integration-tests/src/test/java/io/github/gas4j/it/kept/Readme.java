// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of a framework as the README shows it, with another destination and whatever a scenario adds. Immutable.
 *
 * @param framework whose
 * @param text the XML
 */
record Readme(Framework framework, String text) {
    private static final Path FILE = Path.of("..", "README.md");
    private static final Pattern XML = Pattern.compile("^```xml\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PATTERN = Pattern.compile("(<pattern>|pattern=\")(%[^<\"]*)");
    private static final Pattern MESSAGE = Pattern.compile("%m(sg)?%n");
    private static final Pattern LEVEL = Pattern.compile("%-5(level|p) ");
    private static final Pattern ENCODER = Pattern.compile("<encoder>.*?</encoder>", Pattern.DOTALL);
    private static final Pattern LAYOUT = Pattern.compile("<PatternLayout [^>]*/>");

    /** Reads the block whose first line names the framework's file. */
    static Readme of(Framework framework, int port) throws IOException {
        String name = framework == Framework.LOGBACK ? "<!-- logback.xml -->" : "<!-- log4j2.xml -->";
        Matcher xml = XML.matcher(Files.readString(FILE));
        while (xml.find()) {
            if (xml.group(1).startsWith(name)) {
                return new Readme(framework, xml.group(1)).with("localhost:5170", "127.0.0.1:" + port);
            }
        }
        throw new IllegalStateException("no " + name + " in " + FILE);
    }

    private Readme with(String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalStateException("no " + old + " in " + text);
        }
        return new Readme(framework, text.replace(old, replacement));
    }

    /** Replaces the pattern by one that leaves nothing but the text, which has an id. */
    Readme withBareTexts() {
        return new Readme(framework, PATTERN.matcher(text).replaceFirst("$1%msg%n"));
    }

    /** Replaces the text of every event by the same one, so that lines differ in their time at most. */
    Readme withOneText() {
        return new Readme(framework, MESSAGE.matcher(text).replaceFirst("order placed%n"));
    }

    /** Puts the id into the pattern, behind the level. */
    Readme withIds() {
        return new Readme(framework, LEVEL.matcher(text).replaceFirst("$0%eventId "));
    }

    /** Chooses the delivery. */
    Readme delivering(Delivery delivery) {
        return framework == Framework.LOGBACK
                ? with("<encoder>", "<delivery>" + delivery + "</delivery><encoder>")
                : with(" destination=", " delivery=\"" + delivery + "\" destination=");
    }

    /** Puts the date before everything else in the pattern. */
    Readme withTheDateFirst() {
        return new Readme(framework, PATTERN.matcher(text).replaceFirst("$1%d{ISO8601} $2"));
    }

    /** Has the framework write every line into a file, too. */
    Readme withCopy(Path file) {
        if (framework == Framework.LOGBACK) {
            String copy = "<appender name=\"COPY\" class=\"ch.qos.logback.core.FileAppender\"><file>" + file + "</file>"
                    + the(ENCODER) + "</appender>";
            String ref = "<appender-ref ref=\"COLLECTOR\"/>";
            return with("  <root", copy + "\n  <root").with(ref, ref + "<appender-ref ref=\"COPY\"/>");
        }
        return withFile("COPY", file, the(LAYOUT));
    }

    private String the(Pattern part) {
        Matcher found = part.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + part + " in " + text);
        }
        return found.group();
    }

    /** Has every event that the framework gives to the appender written into a file, too. */
    Readme withControl(Path file) {
        if (framework == Framework.LOGBACK) {
            String filter =
                    "<filter class=\"" + HandedOutFilter.class.getName() + "\"><file>" + file + "</file></filter>";
            return with("</encoder>", "</encoder>" + filter);
        }
        return withFile("CONTROL", file, "<PatternLayout pattern=\"%m%n\"/>");
    }

    /** Adds a file of Log4j2. */
    private Readme withFile(String name, Path file, String layout) {
        String appender = "<File name=\"" + name + "\" fileName=\"" + file + "\">" + layout + "</File>";
        String ref = "<AppenderRef ref=\"COLLECTOR\"/>";
        return with("</Appenders>", appender + "</Appenders>").with(ref, ref + "<AppenderRef ref=\"" + name + "\"/>");
    }

    /** Adds a logger of which nobody hears, so that the file is a different one. */
    Readme changed(int change) {
        String level = change % 2 == 0 ? "WARN" : "ERROR";
        return framework == Framework.LOGBACK
                ? with("  <root", "  <logger name=\"changed\" level=\"" + level + "\"/>\n  <root")
                : with("<Root", "<Logger name=\"changed\" level=\"" + level + "\"/><Root");
    }

    /** Has the framework print its own warnings. */
    Readme withStatusListener() {
        return framework == Framework.LOGBACK
                ? with(
                        "<configuration>",
                        "<configuration><statusListener class=\"ch.qos.logback.core.status.OnConsoleStatusListener\"/>")
                : with("<Configuration>", "<Configuration status=\"WARN\">");
    }

    /** Gives the appender another name. */
    Readme named(String name) {
        return with("COLLECTOR", name);
    }

    /** Writes the file. */
    Path write(Path file) throws IOException {
        return Files.writeString(file, text);
    }
}
