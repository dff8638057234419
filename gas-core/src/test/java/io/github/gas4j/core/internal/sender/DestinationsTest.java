// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.Strategy;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client with several destinations, stepped without a thread; the collectors are real sockets that the test serves. */
class DestinationsTest {
    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration FAILBACK = Duration.ofMinutes(1);

    private final LimitedCollector first = new LimitedCollector(200);
    private final LimitedCollector second = new LimitedCollector(200);
    private final LimitedCollector third = new LimitedCollector(200);
    private final List<LimitedCollector> all = List.of(first, second, third);
    private final List<String> offered = new ArrayList<>();
    private SenderRig rig = rig();

    private SenderRig rig(String... options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option(
                        "destination",
                        all.stream().map(LimitedCollector::destination).collect(Collectors.joining(",")))
                .option("bufferSize", "64KiB");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        SenderRig made = new SenderRig(builder.build());
        made.randomness = new Random(1)::nextDouble;
        return made;
    }

    private void use(String... options) throws IOException {
        rig.close();
        rig = rig(options);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        for (LimitedCollector collector : all) {
            collector.close();
        }
    }

    private void run(Duration time) {
        rig.run(time, TICK, () -> all.forEach(LimitedCollector::serve));
    }

    private void offer() {
        String event = "event-" + offered.size();
        offered.add(event);
        rig.offer(event);
    }

    /** Offers events, one every 50 ms. */
    private void log(Duration time) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minusMillis(50)) {
            offer();
            run(Duration.ofMillis(50));
        }
    }

    private List<String> lines() {
        return all.stream().flatMap(collector -> collector.lines().stream()).toList();
    }

    private static int connections(LimitedCollector collector) {
        return collector.streams().size();
    }

    private boolean isAt(LimitedCollector collector) {
        int before = collector.lines().size();
        offer();
        run(Duration.ofMillis(50));
        return collector.lines().size() > before;
    }

    private void assertEachArrivedOnce() {
        assertThat(lines()).containsExactlyInAnyOrderElementsOf(offered);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.dropped()).isZero();
        rig.assertAccounts();
    }

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
    void whatOneCollectorGotLongAgoIsNotReleasedWhenAnotherOneHasJustGotIt() {
        offer();
        run(Duration.ofSeconds(57));
        offer();
        run(Duration.ofSeconds(1));
        first.die();
        run(Duration.ofSeconds(10));
        assertThat(second.lines()).containsExactlyInAnyOrderElementsOf(offered);

        second.die();
        run(Duration.ofSeconds(10));

        assertThat(third.lines()).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void anEventThatOneCollectorNeverAcceptsGoesToAnotherOne() {
        second.limit(2_000);
        log(Duration.ofSeconds(1));
        String large = "x".repeat(1_000);
        offered.add(large);
        rig.offer(large);

        log(Duration.ofSeconds(10));

        assertThat(second.lines()).contains(large);
        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isZero();
    }

    @Test
    void anEventThatOneCollectorIsFoundToRejectIsOfferedToAnotherOne() {
        second.refuse();
        third.refuse();
        log(Duration.ofSeconds(1));
        String large = "x".repeat(1_000);
        offered.add(large);
        rig.offer(large);
        for (int i = 0; i < 10; i++) {
            offer();
        }
        for (int i = 0; i < 600 && !isSearching(); i++) {
            run(Duration.ofMillis(50));
        }
        assertThat(isSearching()).isTrue();

        second.limit(2_000);
        second.listen();
        log(Duration.ofSeconds(30));

        assertThat(second.lines()).contains(large);
        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isZero();
    }

    private boolean isSearching() {
        return rig.heard.news.stream().anyMatch(line -> line.contains("looking for an event"));
    }

    @Test
    void whatThreeCollectorsRejectedIsNotWrittenAgainAndAgain() {
        for (int i = 0; i < 6; i++) {
            log(Duration.ofSeconds(1));
            rig.offer("x".repeat(1_000));
            log(Duration.ofSeconds(20));
        }
        long connections = rig.counters.connections();
        rig.offer("x".repeat(1_000));
        log(Duration.ofSeconds(20));

        assertThat(rig.counters.connections()).isEqualTo(connections);
        assertThat(rig.dropped()).isEqualTo(7);
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
        first.refuse();
        long cycles = rig.run(Duration.ofSeconds(10), TICK, () -> {});

        assertThat(cycles).isLessThan(200);
    }

    @Test
    void anEventThatNoCollectorAcceptsIsDroppedAlone() {
        log(Duration.ofSeconds(1));
        rig.offer("x".repeat(1_000));

        log(Duration.ofMinutes(1));

        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isEqualTo(1);
        rig.assertAccounts();
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
}
