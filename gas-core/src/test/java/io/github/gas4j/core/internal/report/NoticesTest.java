// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.core.internal.buffer.Counters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a {@link Reporter} tells once. */
class NoticesTest {
    private final Counters counters = new Counters();
    private final RecordingListener heard = new RecordingListener();
    private long now;
    private final Reporter reporter = new Reporter(counters, heard, "collector:5170", now);

    @Test
    void aContradictionOfLayoutAndFramingIsToldOnce() {
        reporter.tick(now);
        counters.contradiction("events are compressed; choose framing=NONE");
        reporter.tick(now);
        counters.contradiction("events are " + "compressed; choose framing=NONE"); // again, after a reload
        reporter.tick(now);
        reporter.close(now, true);

        assertThat(heard.warnings)
                .containsExactly("sending to collector:5170 what receivers cannot read: events are compressed; choose"
                        + " framing=NONE");
    }

    @Test
    void aContradictionThatTheLastEventShowsIsToldAtTheEnd() {
        counters.contradiction("events are compressed; choose framing=NONE");

        reporter.close(now, true);

        assertThat(heard.warnings).hasSize(1);
    }

    @Test
    void aLeadingDigitIsToldOnce() {
        reporter.notices().beginsWithDigit();
        reporter.tick(now);
        reporter.notices().beginsWithDigit();
        reporter.tick(now);

        assertThat(heard.warnings).hasSize(1).first().asString().contains("the level", "OCTET_COUNTING", "=\"off\"");
    }

    @Test
    void aLeadingDigitIsNotToldBesideAContradiction() {
        counters.contradiction("events begin with a length of the layout's own");
        reporter.notices().beginsWithDigit();
        reporter.tick(now);

        assertThat(heard.warnings).hasSize(1).first().asString().contains("what receivers cannot read");
    }

    @Test
    void aProxyThatIsNotFollowedIsToldOnce() {
        reporter.stateChanged(ConnectionState.NEW, ConnectionState.CONNECTING);
        reporter.tick(now);
        assertThat(heard.news).isEmpty();

        System.setProperty("socksProxyHost", "proxy.example.com");
        try {
            reporter.stateChanged(ConnectionState.NEW, ConnectionState.CONNECTING);
            reporter.stateChanged(ConnectionState.CONNECTING, ConnectionState.BACKING_OFF);
            reporter.stateChanged(ConnectionState.BACKING_OFF, ConnectionState.CONNECTING);
            reporter.tick(now);
            reporter.tick(now);
        } finally {
            System.clearProperty("socksProxyHost");
        }

        assertThat(heard.news)
                .containsExactly(
                        "-DsocksProxyHost=proxy.example.com is not followed: connects to collector:5170 directly");
    }

    @Test
    void whatCannotBeToldForWantOfMemoryIsToldLater() {
        AtomicInteger asked = new AtomicInteger();
        reporter.notices().refused(1 << 20, new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                if (asked.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("on purpose");
                }
                return "too large";
            }
        });

        assertThat(Duration.ofNanos(reporter.tick(now))).isEqualTo(Duration.ofMillis(100));
        assertThat(heard.warnings).isEmpty();
        now += Duration.ofMillis(100).toNanos();
        reporter.tick(now);
        reporter.tick(now);

        assertThat(heard.warnings).containsExactly("too large; the client goes on as it was configured before");
    }
}
