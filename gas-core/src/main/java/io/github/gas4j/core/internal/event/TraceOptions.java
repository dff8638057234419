// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.NumberOption;
import io.github.gas4j.core.internal.option.OptionReader;

/**
 * The options of stack traces. Immutable.
 *
 * @param maxDepthPerThrowable how many frames of each throwable are written
 * @param rootCauseFirst whether causes come before what they caused
 */
public record TraceOptions(int maxDepthPerThrowable, boolean rootCauseFirst) {
    /** All frames, causes last. */
    public static final TraceOptions DEFAULTS = new TraceOptions(Integer.MAX_VALUE, false);

    private static final NumberOption MAX_DEPTH_PER_THROWABLE =
            new NumberOption("maxDepthPerThrowable", "all", 1, "how many frames of each throwable are written");
    private static final FlagOption ROOT_CAUSE_FIRST =
            new FlagOption("rootCauseFirst", false, "whether the innermost cause of a throwable comes first");

    /** Reads the options. */
    public static TraceOptions read(OptionReader in) {
        return new TraceOptions(
                MAX_DEPTH_PER_THROWABLE.read(in, DEFAULTS.maxDepthPerThrowable), ROOT_CAUSE_FIRST.read(in));
    }
}
