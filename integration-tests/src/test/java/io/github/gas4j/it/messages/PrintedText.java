// SPDX-License-Identifier: MIT
package io.github.gas4j.it.messages;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that is in a class file: a literal, or the fixed parts of a concatenation or of a format. Immutable.
 *
 * @param place the class and the method that have the text, like {@code io.github.gas4j.core.GasClient#start}
 * @param parts the fixed parts that have a letter, in order, each with single spaces and none around it
 */
record PrintedText(String place, List<String> parts) {
    /** Stands for what is known only when a message is printed, in class files and in the pages. */
    static final char CHANGING = '…';

    /** A text with fewer words is a name, a label, or a piece of a message that says nothing by itself. */
    private static final int LEAST_WORDS = 2;

    private static final Pattern FORMAT = Pattern.compile("%[ds]");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern CHANGING_PART = Pattern.compile(String.valueOf(CHANGING));

    /** Reads a text in which {@link #CHANGING} or a format's {@code %s} or {@code %d} stand for what changes. */
    static PrintedText of(String place, String text) {
        String fixed = FORMAT.matcher(text).replaceAll(String.valueOf(CHANGING)).replace("%%", "%");
        return new PrintedText(place, partsOf(fixed));
    }

    /** Splits a text at what changes. */
    static List<String> partsOf(String text) {
        return CHANGING_PART
                .splitAsStream(SPACE.matcher(text).replaceAll(" "))
                .map(String::strip)
                .filter(part -> LETTER.matcher(part).find())
                .toList();
    }

    /** Returns whether the text has enough words to be a message, or a part of one that a reader would search for. */
    boolean isSentence() {
        return parts.stream()
                        .flatMap(SPACE::splitAsStream)
                        .filter(word -> LETTER.matcher(word).find())
                        .count()
                >= LEAST_WORDS;
    }

    /** Returns whether a message that a page quotes has all parts, in order. */
    boolean isIn(String quoted) {
        int from = 0;
        for (String part : parts) {
            int at = quoted.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }

    /** Returns whether some words in a row are in one of the parts. */
    boolean has(String words) {
        return parts.stream().anyMatch(part -> part.contains(words));
    }

    @Override
    public String toString() {
        return String.join(" " + CHANGING + " ", parts) + " (" + place + ")";
    }
}
