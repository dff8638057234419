// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault, with every kind of delivery and with the default configuration: see {@link Plan}.
 *
 * <p>Trials mostly wait: a short run has two at a time (see {@code junit-platform.properties}), a full one measures.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(FaultTable.Extension.class)
class FaultMatrixIT {
    static List<Arguments> ours() {
        return Plan.of(Size.chosen(), Faults.chosen());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}/s")
    @MethodSource("ours")
    void whatIsMissingWasDroppedAndCounted(
            Fault fault, Contestant contestant, Rate rate, @TempDir Path directory, FaultTable table)
            throws IOException {
        Optional<String> lacks = fault.site().lacks();
        assumeTrue(lacks.isEmpty(), () -> lacks.orElse(""));
        Trial.run(fault, contestant, rate, directory, table);
    }
}
