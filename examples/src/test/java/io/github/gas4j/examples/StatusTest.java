// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The line between an application and the demo. */
class StatusTest {
    @Test
    void readsWhatItWrites() {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, 10L + dropped.size());
        }
        Status status = new Status(List.of(3, 0, 5), 1_234_567, 89, "BACKING_OFF", 42, 7, dropped);

        assertThat(Status.parse(status.line())).isEqualTo(status);
    }
}
