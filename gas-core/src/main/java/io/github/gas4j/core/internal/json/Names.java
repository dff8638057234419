// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

/** Turns names into those that are written. Stateless. */
final class Names {
    private Names() {}

    /** Returns a name in which halves of surrogate pairs are replaced, as they are on the wire. */
    static String whole(String name) {
        return isWhole(name) ? name : replaceHalves(name);
    }

    /** Returns whether a name has no surrogates. */
    static boolean isWhole(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String replaceHalves(String name) {
        StringBuilder whole = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            i += Character.charCount(point);
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            whole.appendCodePoint(half ? 0xFFFD : point);
        }
        return whole.toString();
    }

    /**
     * Returns the name of an additional field of GELF, which begins with an underscore and has letters, digits, underscores,
     * dots and hyphens (GELF 1.1: {@code ^[\w\.\-]*$}). Each other character becomes an underscore. {@code _id}, which GELF
     * forbids, becomes {@code _id_}.
     */
    static String gelf(String name) {
        StringBuilder field = new StringBuilder(name.length() + 1).append('_');
        for (int i = 0; i < name.length(); i++) {
            char one = name.charAt(i);
            boolean valid = (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || (one >= '0' && one <= '9')
                    || one == '.'
                    || one == '-';
            field.append(valid ? one : '_');
        }
        return field.toString().equals("_id") ? "_id_" : field.toString();
    }

    /** Returns the name of an additional field of GELF for a name that may have the underscore already. */
    static String gelfOf(String name) {
        return gelf(name.startsWith("_") ? name.substring(1) : name);
    }

    /**
     * Returns a logger's name with its packages shortened to their first letters from the left, until it is no longer than
     * wanted, as Logback's {@code %logger{n}} and logstash-logback-encoder do it. The class keeps its name.
     *
     * @param most the wanted length; 0 leaves only the class
     */
    static String shortened(String name, int most) {
        int lastDot = name.lastIndexOf('.');
        if (most == 0) {
            return name.substring(lastDot + 1);
        }
        if (name.length() <= most || lastDot < 0) {
            return name;
        }
        StringBuilder shortened = new StringBuilder(name.length());
        int tooLong = name.length() - most;
        int from = 0;
        while (from <= lastDot) {
            int dot = name.indexOf('.', from);
            int kept = Math.min(dot - from, tooLong > 0 ? 1 : Integer.MAX_VALUE);
            tooLong -= dot - from - kept;
            shortened.append(name, from, from + kept).append('.');
            from = dot + 1;
        }
        return shortened.append(name, lastDot + 1, name.length()).toString();
    }
}
