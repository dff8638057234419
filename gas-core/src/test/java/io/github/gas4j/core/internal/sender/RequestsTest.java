// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.internal.buffer.Doorbell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final List<String> rings = new ArrayList<>();
    private final Requests requests = new Requests(new Doorbell(() -> rings.add("rung")));

    private static GasConfig config(int maxRetries) {
        return GasConfig.builder()
                .destination("localhost:1")
                .maxRetries(maxRetries)
                .build();
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(requests.takeConfig()).isNull();
        assertThat(requests.takeRetry()).isFalse();
        assertThat(requests.isClosing()).isFalse();
    }

    @Test
    void givesOutTheNewestConfigurationOnce() {
        GasConfig second = config(2);
        requests.reconfigure(config(1));
        requests.reconfigure(second);

        assertThat(requests.takeConfig()).isSameAs(second);
        assertThat(requests.takeConfig()).isNull();
        assertThat(rings).hasSize(2);
    }

    @Test
    void givesOutARetryOnce() {
        requests.retryNow();
        requests.retryNow();

        assertThat(requests.takeRetry()).isTrue();
        assertThat(requests.takeRetry()).isFalse();
        assertThat(rings).isNotEmpty();
    }

    @Test
    void keepsTheFirstDeadline() {
        requests.close(7);
        requests.close(3);

        assertThat(requests.isClosing()).isTrue();
        assertThat(requests.closeDeadline()).isEqualTo(7);
        assertThat(rings).hasSize(2);
    }
}
