// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

/** Turns texts into what RFC 5424 lets stand in a header, or be the name of a parameter. Stateless. */
final class SyslogNames {
    private static final String NIL = "-";
    private static final char FIRST_PRINTABLE = '!';
    private static final char LAST_PRINTABLE = '~';
    /** The longest SD-ID and PARAM-NAME. */
    private static final int LONGEST_NAME = 32;

    private SyslogNames() {}

    /**
     * Returns a text with an underscore for each character that is not printable ASCII, a space among them; a hyphen, which
     * stands for no value, for an empty text.
     *
     * @param longest the number of characters after which the text is cut
     */
    static String header(String text, int longest) {
        String shown = cleaned(text.strip(), longest, "");
        return shown.isEmpty() ? NIL : shown;
    }

    /** Returns the name of a parameter, with an underscore for each character that it cannot have; cut after 32. */
    static String parameter(String name) {
        String shown = cleaned(name, LONGEST_NAME, "=]\"");
        return shown.isEmpty() ? "_" : shown;
    }

    private static String cleaned(String text, int longest, String without) {
        int length = Math.min(longest, text.length());
        StringBuilder cleaned = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char one = text.charAt(i);
            boolean valid = one >= FIRST_PRINTABLE && one <= LAST_PRINTABLE && without.indexOf(one) < 0;
            cleaned.append(valid ? one : '_');
        }
        return cleaned.toString();
    }

    /** Returns whether a text is a name with a private enterprise number, as RFC 5424 (7.2.2) wants it for an SD-ID of one's own. */
    static boolean isOwnId(String text) {
        return text.matches("[!-~&&[^=@\\]\"]]+@\\d+(\\.\\d+)*") && text.length() <= LONGEST_NAME;
    }
}
