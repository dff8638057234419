// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.util.List;
import java.util.stream.Stream;

/** The rows of the matrix. Stateless. */
final class Faults {
    /** A regular expression for the titles of those that are wanted. */
    private static final String ONLY = System.getProperty("gas.faults.only", ".*");

    private Faults() {}

    static List<Fault> chosen() {
        return Stream.of(CollectorFaults.all(), KillFaults.all(), NetworkFaults.all())
                .flatMap(List::stream)
                .filter(fault -> fault.title().matches(ONLY))
                .toList();
    }
}
