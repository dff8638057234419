// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Unspeakable;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void theAdviceSuitsTheFailure() {
        assertThat(new Failure("unknown host: collector", false, false, false).advice())
                .contains("name service", "security property networkaddress.cache.negative.ttl says: 10 (seconds");
        assertThat(new Failure("localAddress 192.0.2.1: Cannot assign", false, false, false).advice())
                .contains("localAddress has to be");
        assertThat(new Failure("this system has no IPv6 (::1)", false, false, false).advice())
                .contains("IPv4");
        assertThat(new Failure("Connection refused (192.0.2.1)", false, false, false).advice())
                .contains("port");
        assertThat(new Failure("connecting took longer than connectTimeout", false, false, false).advice())
                .contains("firewalls");
        assertThat(new Failure("Connection reset", true, true, false).advice()).contains("the collector's own log");
    }

    @Test
    void aFailureThatCannotBeDescribedIsAWantOfMemory() {
        Failure failure = Failure.of(new Unspeakable(), null, false);

        assertThat(failure.cause()).startsWith("OutOfMemoryError: ");
        assertThat(failure.advice()).contains("larger heap");
        assertThat(failure.closedYoung()).isFalse();
    }

    @Test
    void anErrorIsNamedByItsKindToo() {
        Throwable error = new OutOfMemoryError("Java heap space");

        assertThat(Failure.of(error, null, false).cause()).isEqualTo("OutOfMemoryError: Java heap space");
    }
}
