// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.nio.ByteBuffer;

/** Shows bytes of unknown origin in a line. Stateless. */
public final class Printable {
    private Printable() {}

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
