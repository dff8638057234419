// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CLOSED;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.ConnectionState.CONNECTING;
import static io.github.gas4j.core.ConnectionState.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.ConnectionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateMachineTest {
    private static final Map<ConnectionState, Set<ConnectionState>> LEGAL = Map.of(
            NEW, Set.of(CONNECTING, CLOSED),
            CONNECTING, Set.of(CONNECTED, BACKING_OFF, CLOSED),
            CONNECTED, Set.of(CONNECTING, BACKING_OFF, CLOSED),
            BACKING_OFF, Set.of(CONNECTING, CLOSED),
            CLOSED, Set.of());

    private static final Map<ConnectionState, List<ConnectionState>> WAYS = Map.of(
            NEW, List.of(),
            CONNECTING, List.of(CONNECTING),
            CONNECTED, List.of(CONNECTING, CONNECTED),
            BACKING_OFF, List.of(CONNECTING, BACKING_OFF),
            CLOSED, List.of(CLOSED));

    private final List<String> heard = new ArrayList<>();

    private StateMachine at(ConnectionState state) {
        StateMachine machine = new StateMachine((from, to) -> heard.add(from + " " + to));
        WAYS.getOrDefault(state, List.of()).forEach(machine::transitionTo);
        heard.clear();
        return machine;
    }

    @ParameterizedTest
    @EnumSource
    void makesExactlyTheLegalMoves(ConnectionState from) {
        for (ConnectionState to : ConnectionState.values()) {
            StateMachine machine = at(from);
            if (LEGAL.getOrDefault(from, Set.of()).contains(to)) {
                machine.transitionTo(to);

                assertThat(machine.state()).isEqualTo(to);
                assertThat(heard).containsExactly(from + " " + to);
            } else {
                assertThatThrownBy(() -> machine.transitionTo(to))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(from + " cannot become " + to);

                assertThat(machine.state()).isEqualTo(from);
                assertThat(heard).isEmpty();
            }
        }
    }

    @Test
    void tellsTheNewStateToAListenerThatAsks() {
        List<ConnectionState> asked = new ArrayList<>();
        StateMachine[] machine = new StateMachine[1];
        machine[0] = new StateMachine((from, to) -> asked.add(machine[0].state()));

        machine[0].transitionTo(CONNECTING);

        assertThat(asked).containsExactly(CONNECTING);
    }
}
