// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks the JSON object that an option holds (RFC 8259), and takes its members apart.
 *
 * <p>Confined to one thread.
 */
final class JsonObjectParser {
    private static final int DEEPEST = 64;

    private final String json;
    private int at;

    private JsonObjectParser(String json) {
        this.json = json;
    }

    /** Says where a text stops being JSON. */
    static final class NotJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        NotJsonException(String message) {
            super(message);
        }
    }

    /**
     * Returns the members of an object in their order: names, and values as they are written.
     *
     * @throws NotJsonException if the text is no object, or names a member twice
     */
    static Map<String, String> members(String json) throws NotJsonException {
        return new JsonObjectParser(json).members();
    }

    private Map<String, String> members() throws NotJsonException {
        Map<String, String> members = new LinkedHashMap<>();
        skipSpace();
        expect('{');
        skipSpace();
        if (!found('}')) {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                expect(':');
                skipSpace();
                int start = at;
                value(1);
                if (members.put(
                                name,
                                json.substring(start, at).replace('\n', ' ').replace('\r', ' '))
                        != null) {
                    throw twice(name);
                }
                skipSpace();
            } while (found(','));
            expect('}');
        }
        skipSpace();
        if (at < json.length()) {
            throw wrong();
        }
        return members;
    }

    private void value(int depth) throws NotJsonException {
        if (depth > DEEPEST || at == json.length()) {
            throw wrong();
        }
        switch (json.charAt(at)) {
            case '{' -> composite('}', true, depth);
            case '[' -> composite(']', false, depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void composite(char end, boolean named, int depth) throws NotJsonException {
        at++;
        skipSpace();
        if (found(end)) {
            return;
        }
        Set<String> names = new HashSet<>();
        do {
            skipSpace();
            if (named) {
                String name = string();
                if (!names.add(name)) {
                    throw twice(name);
                }
                skipSpace();
                expect(':');
                skipSpace();
            }
            value(depth + 1);
            skipSpace();
        } while (found(','));
        expect(end);
    }

    private String string() throws NotJsonException {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (at < json.length() && json.charAt(at) != '"') {
            char one = json.charAt(at++);
            if (one < ' ') {
                at--;
                throw wrong();
            }
            text.append(one == '\\' ? escaped() : one);
        }
        expect('"');
        if (!Names.whole(text.toString()).contentEquals(text)) {
            throw new NotJsonException("it holds half of a surrogate pair");
        }
        return text.toString();
    }

    private static NotJsonException twice(String name) {
        return new NotJsonException("the name \"" + name + "\" is there twice");
    }

    private char escaped() throws NotJsonException {
        if (at == json.length()) {
            throw wrong();
        }
        char one = json.charAt(at++);
        return switch (one) {
            case '"', '\\', '/' -> one;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> fourDigits();
            default -> {
                at--;
                throw wrong();
            }
        };
    }

    private char fourDigits() throws NotJsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < json.length() ? Character.digit(json.charAt(at), 16) : -1;
            if (digit < 0 || json.charAt(at) >= 0x80) {
                throw wrong();
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private void word(String word) throws NotJsonException {
        if (!json.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
    }

    private void number() throws NotJsonException {
        found('-');
        if (!found('0')) {
            digits();
        }
        if (found('.')) {
            digits();
        }
        if (found('e') || found('E')) {
            if (!found('+')) {
                found('-');
            }
            digits();
        }
    }

    private void digits() throws NotJsonException {
        int start = at;
        while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong();
        }
    }

    private boolean found(char wanted) {
        if (at < json.length() && json.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) throws NotJsonException {
        if (!found(wanted)) {
            throw wrong();
        }
    }

    private void skipSpace() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private NotJsonException wrong() {
        return new NotJsonException(
                at < json.length()
                        ? "'" + json.charAt(at) + "' at character " + (at + 1) + " does not belong there"
                        : "it ends too early");
    }
}
