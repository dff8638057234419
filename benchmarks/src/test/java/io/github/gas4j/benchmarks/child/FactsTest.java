// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The line between parent and child. */
class FactsTest {
    @Test
    void readsWhatItWrites() {
        Facts facts = Facts.parse("load " + new Facts().with("events", 17L).with("mode", "a=b"));

        assertThat(facts.number("events")).isEqualTo(17);
        assertThat(facts.text("mode")).isEqualTo("a=b");
    }

    @Test
    void doesNotInventAValue() {
        assertThatThrownBy(() -> Facts.parse("count").number("events")).isInstanceOf(IllegalArgumentException.class);
    }
}
