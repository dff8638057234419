// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Namespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault, with every kind of delivery, in both frameworks or, in a short run, in turn.
 *
 * <p>Trials mostly wait: a short run has two at a time (see {@code junit-platform.properties}), a full one measures.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(FaultTable.Extension.class)
class FaultMatrixIT {
    private static final boolean NAMESPACES = Namespace.isPossible();

    static List<Arguments> ours() {
        List<Arguments> trials = new ArrayList<>();
        Framework[] frameworks = Framework.values();
        for (Fault fault : Faults.chosen()) {
            for (Delivery delivery : Delivery.values()) {
                int turn = trials.size() % frameworks.length;
                for (Framework framework : frameworks) {
                    if (Size.chosen() == Size.FULL || framework == frameworks[turn]) {
                        trials.add(Arguments.of(fault, Contestant.gas(framework, delivery)));
                    }
                }
            }
        }
        return trials;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ours")
    void whatIsMissingWasDroppedAndCounted(
            Fault fault, Contestant contestant, @TempDir Path directory, FaultTable table) throws IOException {
        assumeTrue(NAMESPACES || fault.site() != Site.REMOTE, "needs a network namespace: Linux, root, ip, iptables");
        Trial.run(fault, contestant, directory, table);
    }
}
