// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.util.Locale;

/**
 * One block of a PEM file. Immutable.
 *
 * @param label what follows BEGIN
 * @param line the line of the BEGIN, from 1
 * @param encryptedByHeader whether a header says that OpenSSL encrypted the content in its old form
 * @param base64 the content, not yet decoded
 */
record Block(String label, int line, boolean encryptedByHeader, String base64) {
    /** Returns where the block is, without its content, which may be secret. */
    @Override
    public String toString() {
        return label + " in line " + line;
    }

    /** Collects the lines of a block. Confined to one thread. */
    static final class Builder {
        final String label;
        final int line;
        private final StringBuilder base64 = new StringBuilder();
        private boolean encryptedByHeader;

        Builder(String label, int line) {
            this.label = label;
            this.line = line;
        }

        void add(String text) {
            if (text.indexOf(':') < 0) {
                base64.append(text);
            } else if (text.startsWith("Proc-Type")) {
                encryptedByHeader = text.toUpperCase(Locale.ROOT).endsWith("ENCRYPTED");
            }
        }

        Block build() {
            return new Block(label, line, encryptedByHeader, base64.toString());
        }
    }
}
