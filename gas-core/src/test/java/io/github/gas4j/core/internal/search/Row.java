// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Settings of one kind.
 *
 * @param name says what they have in common
 * @param setting draws what differs
 */
record Row(String name, Function<SplittableRandom, Setting> setting) {
    @Override
    public String toString() {
        return name;
    }
}
