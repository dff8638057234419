// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of code on a page, by what the comment in their first line says. Stateless. */
final class Snippets {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("^```\\w*\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MARKS = Pattern.compile("^(<!--|#) | -->$");

    private Snippets() {}

    /** Returns a block of {@code docs/receivers.md}, with the comment. */
    static String receiver(String name) throws IOException {
        return block("docs/receivers.md", name);
    }

    /** Returns the configuration of a framework that the README shows. */
    static Configuration readme(Framework framework) throws IOException {
        return new Configuration(framework, block("README.md", file(framework)));
    }

    /** Returns the configuration with an appender of {@code docs/receivers.md}. */
    static Configuration appender(Framework framework, String name) throws IOException {
        String appender = receiver(file(framework) + ": " + name);
        String text = framework == Framework.LOGBACK
                ? "<configuration>\n" + appender
                        + "  <root level=\"INFO\"><appender-ref ref=\"COLLECTOR\"/></root>\n</configuration>\n"
                : "<Configuration><Appenders>\n" + appender
                        + "</Appenders>\n<Loggers><Root level=\"INFO\"><AppenderRef ref=\"COLLECTOR\"/></Root></Loggers>"
                        + "</Configuration>\n";
        return new Configuration(framework, text);
    }

    private static String file(Framework framework) {
        return framework == Framework.LOGBACK ? "logback.xml" : "log4j2.xml";
    }

    private static String block(String page, String name) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
        while (blocks.find()) {
            String text = blocks.group(1);
            String first = text.substring(0, text.indexOf('\n'));
            if (MARKS.matcher(first).replaceAll("").equals(name)) {
                return text;
            }
        }
        throw new IllegalStateException("no block '" + name + "' in " + page);
    }
}
