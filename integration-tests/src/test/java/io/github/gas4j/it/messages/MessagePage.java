// SPDX-License-Identifier: MIT
package io.github.gas4j.it.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page with tables of messages, whose heading begins with "message". Immutable.
 *
 * @param messages what the code in the first column of these tables quotes, with single spaces
 */
record MessagePage(List<String> messages) {
    private static final Pattern HEADING = Pattern.compile("\\| message \\|.*");
    /** The first cell of a row; a vertical bar that belongs to a message has a backslash before it. */
    private static final Pattern FIRST_CELL = Pattern.compile("(?<!\\\\)\\|(.*?)(?<!\\\\)\\|.*");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    /** Where one text may end and another begin. */
    private static final Pattern JOINT = Pattern.compile("(?<=[;:,]) | (?=\\()");

    private static final Pattern PUNCTUATION = Pattern.compile("^[\\s;:,.()'\"]+|[\\s;:,.()'\"]+$");

    static MessagePage of(String markdown) {
        List<String> messages = new ArrayList<>();
        boolean inTable = false;
        for (String line : markdown.lines().toList()) {
            inTable = line.startsWith("|") && (inTable || HEADING.matcher(line).matches());
            if (inTable) {
                String cell = FIRST_CELL.matcher(line).replaceFirst("$1");
                CODE.matcher(cell)
                        .results()
                        .map(code -> code.group(1).replace("\\|", "|").replaceAll("\\s+", " "))
                        .forEach(messages::add);
            }
        }
        return new MessagePage(List.copyOf(messages));
    }

    /** Returns the texts that no message on the page has. */
    List<PrintedText> missing(List<PrintedText> texts) {
        return texts.stream()
                .filter(text -> messages.stream().noneMatch(text::isIn))
                .toList();
    }

    /** Returns the messages with words that are in none of the texts. */
    List<String> stale(List<PrintedText> texts) {
        return messages.stream()
                .filter(message -> clauses(message).stream()
                        .anyMatch(words -> texts.stream().noneMatch(text -> text.has(words))))
                .toList();
    }

    /** Returns the pieces of a message that come from one text each: what is between changes, and joints of two texts. */
    private static List<String> clauses(String message) {
        List<String> clauses = new ArrayList<>();
        for (String part : PrintedText.partsOf(message)) {
            JOINT.splitAsStream(part)
                    .map(clause -> PUNCTUATION.matcher(clause).replaceAll(""))
                    .filter(words -> words.indexOf(' ') > 0)
                    .forEach(clauses::add);
        }
        return clauses;
    }
}
