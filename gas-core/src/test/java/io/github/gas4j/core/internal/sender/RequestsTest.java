// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final List<String> rings = new ArrayList<>();
    private final Requests requests = new Requests(new Doorbell(() -> rings.add("rung")));

    private static ClientOptions config(int maxRetries) {
        return ClientOptions.of(Map.of("destination", "localhost:1", "maxRetries", Integer.toString(maxRetries)));
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(requests.takeOptions()).isNull();
        assertThat(requests.takeRetry()).isFalse();
        assertThat(requests.end().isWanted()).isFalse();
        assertThat(requests.confirmation()).isNull();
    }

    @Test
    void givesOutTheNewestConfigurationOnce() {
        ClientOptions second = config(2);
        requests.reconfigure(config(1));
        requests.reconfigure(second);

        assertThat(requests.takeOptions()).isSameAs(second);
        assertThat(requests.takeOptions()).isNull();
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

        assertThat(requests.end().isHurried()).isTrue();
        assertThat(requests.end().nanosLeft(2)).isEqualTo(5);
        assertThat(rings).hasSize(2);
    }

    @Test
    void asksForTheFarthestProofUntilTheLatestDeadline() {
        requests.confirm(10, 7);
        requests.confirm(8, 9);

        assertThat(requests.confirmation()).isEqualTo(new Requests.Confirmation(10, 9));
        assertThat(rings).hasSize(2);
    }

    @Test
    void doesNotForgetAProofThatWasAskedForSince() {
        requests.confirm(10, 7);
        Requests.Confirmation answered = Objects.requireNonNull(requests.confirmation());
        requests.confirm(11, 7);

        requests.forget(answered);

        assertThat(requests.confirmation()).isEqualTo(new Requests.Confirmation(11, 7));
    }
}
