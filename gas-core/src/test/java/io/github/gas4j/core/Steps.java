// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/** Steps of the model tests. A step's number is read by the model as its state allows, so that shorter chains stay valid. */
final class Steps {
    private Steps() {}

    static <M> Action.Independent<M> step(String name, int greatest, BiConsumer<M, Integer> act) {
        return () -> Arbitraries.integers()
                .between(0, greatest)
                .map(number -> Transformer.mutate(name + ' ' + number, model -> act.accept(model, number)));
    }

    /** Fails with what was compared; an assertion library would take most of the time here. */
    static void same(String what, long actual, long expected) {
        if (actual != expected) {
            throw new AssertionError(what + ": " + actual + " instead of " + expected);
        }
    }
}
