// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.Strategy;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order in which destinations are tried, and what an attempt on them is. */
class DestinationsTest extends DestinationTests {
    @ParameterizedTest
    @EnumSource(names = "RANDOM", mode = EnumSource.Mode.EXCLUDE)
    void aDestinationThatRefusesCostsNoAttempt(Strategy strategy) throws IOException {
        use("strategy", strategy.name());
        first.refuse();

        log(Duration.ofSeconds(1));

        assertThat(second.lines()).hasSize(20);
        assertEachArrivedOnce();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings)
                .singleElement()
                .asString()
                .contains("sending to " + second.destination(), first.destination() + ": Connection refused");
    }

    @Test
    void anAttemptThatReachesNoneIsOneAndNamesThemAll() {
        all.forEach(LimitedCollector::refuse);

        rig.until(ConnectionState.BACKING_OFF);

        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
        assertThat(rig.heard.warnings)
                .singleElement()
                .satisfies(line -> all.forEach(
                        collector -> assertThat(line).contains(collector.destination() + ": Connection refused")));
    }

    @Test
    void theNextOneIsTriedBesideOneThatSaysNothing() throws IOException {
        rig.close();
        rig = new SenderRig(GasConfig.builder()
                .option("destination", "silent:5170," + second.destination())
                .option("bufferSize", "64KiB")
                .build());
        rig.lookupsHang = true;

        run(Duration.ofMillis(400));
        assertThat(rig.sender.state()).isEqualTo(ConnectionState.CONNECTING);
        run(Duration.ofMillis(200));

        assertThat(rig.sender.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void namesThatHangKeepNoOtherNameFromBeingLookedUp() throws IOException {
        rig.close();
        String port = second.destination().substring(second.destination().indexOf(':'));
        rig = new SenderRig(GasConfig.builder()
                .option("destination", "silent-a:5170,silent-b:5170,collector" + port)
                .option("bufferSize", "64KiB")
                .build());
        rig.lookupsHang = true;
        run(Duration.ofMillis(1_100));

        assertThat(rig.hung).hasSize(3);
        rig.hung.removeLast().run();
        run(Duration.ofMillis(100));

        assertThat(rig.sender.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILOVER", "ROUND_ROBIN", "RANDOM"})
    void whoAcceptsAndClosesIsPassedOver(String strategy) throws IOException {
        use("strategy", strategy);
        first.closesAtOnce(true);
        third.closesAtOnce(true);

        log(Duration.ofSeconds(5));

        assertThat(isAt(second)).isTrue();
        assertThat(rig.counters.failedAttempts()).isLessThanOrEqualTo(2);
        assertThat(lines()).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void collectorsThatDieInTurnLoseNothing() {
        for (int round = 0; round < 3; round++) {
            for (LimitedCollector victim : all) {
                log(Duration.ofSeconds(2));
                victim.refuse();
                log(Duration.ofSeconds(1));
                victim.listen();
            }
        }
        run(Duration.ofSeconds(5));

        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isZero();
        rig.assertAccounts();
    }
}
