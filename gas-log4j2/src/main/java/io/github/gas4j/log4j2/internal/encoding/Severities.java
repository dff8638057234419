// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

import org.apache.logging.log4j.Level;

/** Maps Log4j's levels to the core's scale of severity. Stateless. */
public final class Severities {
    private static final int STEP = Level.DEBUG.intLevel() - Level.INFO.intLevel();

    private Severities() {}

    /**
     * Returns 0 for TRACE, 10 for DEBUG and so on to 50 for FATAL. A level that an application defines between two of
     * these gets a number between theirs.
     */
    public static int of(Level level) {
        int aboveTrace = Level.TRACE.intLevel() - level.intLevel();
        // 6, because between TRACE and DEBUG it must also be above the core's number for TRACE, which is 5
        int between = Math.floorMod(aboveTrace, STEP) == 0 ? 0 : 6;
        return Math.floorDiv(aboveTrace, STEP) * 10 + between;
    }
}
