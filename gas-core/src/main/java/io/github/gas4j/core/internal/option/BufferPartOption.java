// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.internal.util.Values;

/** An option whose value is a size, and whose default and greatest value are parts of the buffer. */
public final class BufferPartOption extends Option {
    private final int defaultPart;
    private final long defaultMost;
    private final long min;
    private final int greatestPart;

    /**
     * Makes an option.
     *
     * @param defaultPart which part of the buffer the default is, like 8 for an eighth
     * @param defaultMost the greatest default, in bytes
     * @param min the least value, in bytes
     * @param greatestPart which part of the buffer the greatest value is
     */
    public BufferPartOption(
            String name, int defaultPart, long defaultMost, long min, int greatestPart, String meaning) {
        super(name, meaning);
        this.defaultPart = defaultPart;
        this.defaultMost = defaultMost;
        this.min = min;
        this.greatestPart = greatestPart;
    }

    public long read(OptionReader in, long bufferSize) {
        long byDefault = Math.min(defaultMost, bufferSize / defaultPart);
        return SizeOption.read(this, in, byDefault, min, bufferSize / greatestPart);
    }

    @Override
    public String type() {
        return "size";
    }

    @Override
    public String defaultText() {
        return part(defaultPart) + ", at most " + Values.text(defaultMost);
    }

    @Override
    public String valid() {
        return Values.text(min) + " to " + part(greatestPart);
    }

    private static String part(int part) {
        return switch (part) {
            case 2 -> "half of the buffer";
            case 4 -> "a quarter of the buffer";
            case 8 -> "an eighth of the buffer";
            default -> "1/" + part + " of the buffer";
        };
    }
}
