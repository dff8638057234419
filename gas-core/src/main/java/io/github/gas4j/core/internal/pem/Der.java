// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;

/** Reads one DER element after the other, and writes them; as much of DER as keys need. Confined to one thread. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    /** The context-specific tag [0]. */
    static final int FIRST_OPTION = 0xA0;

    private final ByteBuffer rest;

    private Der(byte[] bytes) {
        rest = ByteBuffer.wrap(bytes);
    }

    /** Opens a text that is one sequence and nothing else. */
    static Der sequence(byte[] bytes) throws InvalidKeyException {
        Der whole = new Der(bytes);
        Der inside = whole.enter(SEQUENCE);
        if (whole.rest.hasRemaining()) {
            throw new InvalidKeyException("bytes follow its end");
        }
        return inside;
    }

    /** Returns whether the next element has this tag; false at the end. */
    boolean isNext(int tag) {
        return rest.hasRemaining() && (rest.get(rest.position()) & 0xFF) == tag;
    }

    /** Takes the next element, and returns its content. */
    byte[] take(int tag) throws InvalidKeyException {
        if (!isNext(tag)) {
            throw new InvalidKeyException("an element of type " + tag + " is missing");
        }
        rest.get();
        int length = takeLength();
        if (length < 0 || length > rest.remaining()) {
            throw new InvalidKeyException("an element is longer than what holds it");
        }
        byte[] content = new byte[length];
        rest.get(content);
        return content;
    }

    /** Takes the next element, and opens its content. */
    Der enter(int tag) throws InvalidKeyException {
        return new Der(take(tag));
    }

    int takeInt() throws InvalidKeyException {
        try {
            return new BigInteger(take(INTEGER)).intValueExact();
        } catch (ArithmeticException notInt) {
            throw new InvalidKeyException("a number is too large", notInt);
        }
    }

    /** Takes an object identifier, and returns its numbers with dots between them. */
    String takeOid() throws InvalidKeyException {
        StringBuilder text = new StringBuilder();
        long number = 0;
        for (byte next : take(OID)) {
            number = (number << 7) | (next & 0x7F);
            if (next >= 0) {
                if (text.isEmpty()) {
                    long first = Math.min(number / 40, 2);
                    text.append(first);
                    number -= 40 * first;
                }
                text.append('.').append(number);
                number = 0;
            }
        }
        return text.toString();
    }

    /** Writes an element whose content is these parts in a row. */
    static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length + 6).put((byte) tag);
        if (length < 0x80) {
            out.put((byte) length);
        } else {
            int size = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.put((byte) (0x80 + size));
            for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
                out.put((byte) (length >>> shift));
            }
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        return written;
    }

    private int takeLength() throws InvalidKeyException {
        int first = rest.hasRemaining() ? rest.get() & 0xFF : 0x80;
        if (first < 0x80) {
            return first;
        }
        int size = first - 0x80;
        if (size == 0 || size > 4 || size > rest.remaining()) {
            throw new InvalidKeyException("an element has no length");
        }
        int length = 0;
        for (int i = 0; i < size; i++) {
            length = (length << 8) | (rest.get() & 0xFF);
        }
        return length;
    }
}
