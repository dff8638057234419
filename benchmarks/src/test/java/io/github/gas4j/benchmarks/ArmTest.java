// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an arm tells its child. */
class ArmTest {
    private final Arm arm = Arm.of(Contestant.LOGSTASH);

    @Test
    void givesPeersARingThatHoldsAtLeastTheBytesOfOurBuffer() {
        assertThat(arm.jvmOptions()).contains("-Dbench.bufferBytes=8388608", "-Dbench.bufferEvents=65536");
        assertThat(arm.with(Arm.EVENT_BYTES, 1 << 20).jvmOptions()).contains("-Dbench.bufferEvents=128");
    }

    @Test
    void makesMessagesThatBecomeEventsOfTheWantedLength() {
        assertThat(arm.messageBytes()).isEqualTo(183 - 56);
        assertThat(arm.with(Arm.EVENT_BYTES, 50).messageBytes()).isEqualTo(49);
        assertThat(arm.with(Arm.EVENT_BYTES, 50).jvmOptions()).contains("-Dbench.pattern=%msg%n");
    }

    @Test
    void givesPeersAConfigurationOfTheirOwnForTls() {
        assertThat(arm.jvmOptions()).contains("-Dbench.configuration=logback/logstash.xml", "-Dbench.tls=false");
        assertThat(arm.with(Arm.TLS, true).jvmOptions())
                .contains("-Dbench.configuration=logback/logstash-tls.xml", "-Dbench.tls=true");
    }

    @ParameterizedTest
    @EnumSource(Benchmarks.Name.class)
    void noTwoArmsOfASuiteAreMistakenForOneAnother(Benchmarks.Name name) {
        List<String> labels = name.suite(false).arms().stream().map(Arm::label).toList();

        assertThat(new HashSet<>(labels)).hasSameSizeAs(labels);
    }

    @ParameterizedTest
    @EnumSource(Benchmarks.Name.class)
    void everyArmIsComparedToOneThatIsMeasured(Benchmarks.Name name) {
        for (boolean quick : new boolean[] {false, true}) {
            Suite suite = name.suite(quick);
            List<String> labels = suite.arms().stream().map(Arm::label).toList();

            assertThat(suite.arms())
                    .allSatisfy(
                            one -> assertThat(labels).contains(suite.base(one).label()));
        }
    }
}
