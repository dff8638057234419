// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What else there is for the same purpose, put through the same faults beside GAS with its defaults: nothing is expected of
 * the others, but the table says what they did. Without the system property {@code gas.faults.peers} there is only one
 * other, to see that the harness can.
 *
 * <p>Logback's {@code SocketAppender} is not among them: it sends serialized objects, which only its own receiver reads.
 */
@Tag("long")
@ExtendWith(FaultTable.Extension.class)
class PeersIT {
    private static final Contestant LOG4J2_SOCKET = Contestant.peer("Log4j2 `Socket`", Framework.LOG4J2, "peer-socket");

    private static final List<Contestant> ALL = List.of(
            Contestant.defaults(Framework.LOGBACK),
            Contestant.defaults(Framework.LOG4J2),
            Contestant.peer("logstash-logback-encoder TCP", Framework.LOGBACK, "peer-logstash"),
            Contestant.peer("logback-gelf TCP", Framework.LOGBACK, "peer-gelf").framed(Framing.NUL),
            LOG4J2_SOCKET,
            Contestant.peer("Log4j2 `Socket` behind `Async`", Framework.LOG4J2, "peer-async-socket"));

    private static final Set<String> FAULTS = Set.of(
            "graceful restart",
            "connections refused",
            "flapping every 50 ms",
            "zero window",
            "down at start",
            "SIGKILL",
            "SIGKILL of a slow collector",
            "hang, then replaced",
            "black hole, connection given up");

    static List<Arguments> peers() {
        boolean all = Boolean.getBoolean("gas.faults.peers");
        List<Arguments> trials = new ArrayList<>();
        for (Fault fault : Faults.chosen()) {
            for (Contestant peer : all ? ALL : List.of(LOG4J2_SOCKET)) {
                if (all ? FAULTS.contains(fault.title()) : fault.title().equals("graceful restart")) {
                    trials.add(Arguments.of(fault, peer));
                }
            }
        }
        return trials;
    }

    @ParameterizedTest(name = "{0}: {1}", allowZeroInvocations = true)
    @MethodSource("peers")
    void whatOthersDoIsInTheTable(Fault fault, Contestant peer, @TempDir Path directory, FaultTable table)
            throws IOException {
        Trial.run(fault, peer, Size.chosen().rate(), directory, table);
    }
}
