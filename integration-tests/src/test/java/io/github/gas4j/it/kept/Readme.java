// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

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
    private static final Pattern PATTERN = Pattern.compile("(<pattern>|pattern=\")%[^<\"]*");

    static Readme of(Framework framework, int port) throws IOException {
        String name = framework == Framework.LOGBACK ? "<!-- logback.xml" : "<!-- log4j2.xml";
        Matcher xml = XML.matcher(Files.readString(FILE));
        while (xml.find()) {
            if (xml.group(1).contains(name)) {
                return new Readme(framework, xml.group(1)).with("logs.example.com:5170", "127.0.0.1:" + port);
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

    /** Has every event that the framework gives to the appender written into a file, too. */
    Readme withControl(Path file) {
        if (framework == Framework.LOGBACK) {
            String filter =
                    "<filter class=\"" + HandedOutFilter.class.getName() + "\"><file>" + file + "</file></filter>";
            return with("</encoder>", "</encoder>" + filter);
        }
        String control = "<File name=\"CONTROL\" fileName=\"" + file + "\"><PatternLayout pattern=\"%m%n\"/></File>";
        String ref = "<AppenderRef ref=\"COLLECTOR\"/>";
        return with("</Appenders>", control + "</Appenders>").with(ref, ref + "<AppenderRef ref=\"CONTROL\"/>");
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
