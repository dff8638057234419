// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.nio.ByteBuffer;

/** Shows bytes of unknown origin in a line. Stateless. */
public final class Printable {
    private Printable() {}

    /** Returns the beginning of a text in one line: what would end or hide a line becomes a dot. */
    public static String line(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length() && i < most; i++) {
            char shown = text.charAt(i);
            boolean hides = Character.isISOControl(shown)
                    || Character.getType(shown) == Character.FORMAT
                    || shown == '\u2028'
                    || shown == '\u2029';
            line.append(hides ? '.' : shown);
        }
        return line.toString();
    }

    /**
     * Returns the remaining bytes in quotation marks. A byte that is not printable ASCII becomes a dot, so that no one can
     * forge a line in a log.
     */
    public static String quoted(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder(bytes.remaining() + 2).append('"');
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte shown = bytes.get(i);
            text.append(shown >= ' ' && shown <= '~' ? (char) shown : '.');
        }
        return text.append('"').toString();
    }
}
