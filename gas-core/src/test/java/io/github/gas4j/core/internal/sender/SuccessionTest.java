// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that take over from others that work: to return to an earlier destination, and because of their age. */
class SuccessionTest extends DestinationTests {
    private static final Duration FAILBACK = Duration.ofMinutes(1);

    @Test
    void failoverReturnsToTheFirstOnceItCanBeReachedAgain() {
        first.refuse();
        log(Duration.ofSeconds(2));
        run(FAILBACK.minusSeconds(5));
        assertThat(isAt(second)).isTrue();
        run(Duration.ofSeconds(10)); // one attempt in vain
        assertThat(isAt(second)).isTrue();

        first.listen();
        log(FAILBACK.plusSeconds(5));

        assertThat(isAt(first)).isTrue();
        assertThat(connections(second)).isEqualTo(1);
        assertThat(connections(first)).isEqualTo(1);
        assertEachArrivedOnce();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.news).anyMatch(line -> line.startsWith("returned to " + first.destination()));
    }

    @Test
    void failoverDoesNotReturnToOneThatAcceptsAndCloses() {
        first.closesAtOnce(true);
        log(Duration.ofSeconds(2));

        log(FAILBACK.multipliedBy(3));

        assertThat(isAt(second)).isTrue();
        assertThat(connections(second)).isEqualTo(1);
        assertThat(first.lines()).isEmpty();
        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
        assertThat(lines()).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void failoverStaysWhereItIsWithoutFailback() throws IOException {
        use("failback", "off");
        first.refuse();
        log(Duration.ofSeconds(1));
        first.listen();

        run(Duration.ofMinutes(10));

        assertThat(isAt(second)).isTrue();
        assertThat(connections(first)).isZero();
    }

    @Test
    void roundRobinGoesOnBehindTheLastOne() throws IOException {
        use("strategy", "ROUND_ROBIN", "maxConnectionAge", "10s");

        log(Duration.ofMinutes(1));
        Map<Integer, Integer> firstEvents = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            for (String stream : all.get(i).streams()) {
                firstEvents.put(offered.indexOf(stream.lines().findFirst().orElseThrow()), i);
            }
        }
        assertThat(firstEvents.values()).startsWith(0, 1, 2, 0, 1, 2);
        assertEachArrivedOnce();
    }

    @Test
    void randomUsesThemAll() throws IOException {
        use("strategy", "RANDOM", "maxConnectionAge", "1s");

        log(Duration.ofMinutes(1));

        assertThat(all)
                .allSatisfy(collector -> assertThat(connections(collector)).isGreaterThan(5));
        assertEachArrivedOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "REPLAY", "CONFIRMED"})
    void aConnectionThatIsTooOldIsReplacedAndNothingIsRepeatedOrReordered(String delivery) throws IOException {
        use("maxConnectionAge", "10s", "delivery", delivery, "confirmInterval", "1h");

        log(Duration.ofMinutes(2));

        int each = delivery.equals("CONFIRMED") ? 2 : 1; // with a witness of its end
        assertThat(connections(first) / each).isBetween(11, 13);
        assertThat(String.join("", first.streams())).isEqualTo(String.join("\n", offered) + "\n");
        assertEachArrivedOnce();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
    }

    @Test
    void aConnectionIsKeptWhileNoOtherOneCanBeHad() throws IOException {
        use("maxConnectionAge", "10s");
        log(Duration.ofSeconds(5));
        first.stopListening();
        second.refuse();
        third.refuse();

        log(Duration.ofMinutes(2));

        assertThat(connections(first)).isEqualTo(1);
        assertEachArrivedOnce();
    }

    @Test
    void aReturnThatDoesNotProveItselfIsTriedLessAndLessOften() {
        first.closesOnAll(true);
        for (int i = 0; i < 240; i++) {
            offer();
            rig.run(Duration.ofSeconds(5), Duration.ofMillis(100), () -> all.forEach(LimitedCollector::serve));
        }

        assertThat(connections(first)).isBetween(5, 12);
        assertThat(lines()).containsAll(offered);
    }

    @Test
    void theAgeIsKeptEvenIfAnEarlierDestinationSaysNothing() throws IOException {
        rig.close();
        rig = new SenderRig(GasConfig.builder()
                .option("destination", "silent:5170," + second.destination())
                .option("bufferSize", "64KiB")
                .option("failback", "1s")
                .option("maxConnectionAge", "10s")
                .build());
        rig.lookupsHang = true;

        run(Duration.ofMinutes(3));

        assertThat(connections(second)).isGreaterThan(8);
    }

    @Test
    void aSuccessorThatItsCollectorEndsDoesNotSpinWhileTheClientEnds() throws IOException {
        use("maxConnectionAge", "11s", "shutdownTimeout", "1m");
        rig.randomness = () -> 0.5; // another connection is sought 10 s after the last one
        first.answersEnds(false);
        offer();
        run(Duration.ofMillis(10_500));
        assertThat(connections(first)).isEqualTo(2);

        rig.requests.close(rig.now + Duration.ofSeconds(30).toNanos());
        run(Duration.ofMillis(100));
        first.closeNewest();
        long cycles = rig.run(Duration.ofSeconds(10), TICK, () -> {});

        assertThat(cycles).isLessThan(200);
    }

    @Test
    void anEndWhileAnotherConnectionStandsLeavesNoneOpen() throws IOException {
        use("maxConnectionAge", "11s");
        rig.randomness = () -> 0.5; // another connection is sought 10 s after the last one
        offer();
        run(Duration.ofSeconds(2));
        first.refuse();
        first.listen();
        run(Duration.ofSeconds(2));
        first.takesOne(true);
        run(Duration.ofSeconds(10)); // the second idle end, because there is a newer connection

        first.refuse();
        long cycles = rig.run(Duration.ofMinutes(1), TICK, () -> {});

        assertThat(rig.sender.state()).isEqualTo(ConnectionState.BACKING_OFF);
        assertThat(rig.selector.keys()).isEmpty();
        assertThat(cycles).isLessThan(100);
    }

    @Test
    void aReloadRestartsNoAge() throws IOException {
        use("maxConnectionAge", "11s");
        rig.randomness = () -> 0.5; // another connection stands 11 s after the last one
        log(Duration.ofSeconds(8));

        reload(all, "maxConnectionAge", "11s", "maxRetries", "7");
        log(Duration.ofSeconds(4));

        assertThat(connections(first)).isEqualTo(2);
        assertEachArrivedOnce();
    }

    @Test
    void aReloadThatAddsADestinationLeavesTheClientOneThatWasConnected() throws IOException {
        rig.close();
        rig = new SenderRig(config(List.of(first)));
        log(Duration.ofSeconds(2));
        first.refuse();
        second.refuse();
        offer();
        run(Duration.ofMillis(200));
        reload(List.of(first, second));
        run(Duration.ofMillis(200));

        rig.requests.close(rig.now + Duration.ofSeconds(30).toNanos());
        run(Duration.ofSeconds(2));
        assertThat(rig.sender.isFinished()).as("after attempts that failed").isFalse();
        second.listen();
        run(Duration.ofSeconds(5));

        assertThat(lines()).containsAll(offered);
    }
}
