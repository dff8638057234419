// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.util.List;
import java.util.stream.Stream;

/** The rows of the matrix: each fault with plain TCP, and then each with TLS. Stateless. */
final class Faults {
    /** A regular expression for the titles of those that are wanted. */
    private static final String ONLY = System.getProperty("gas.faults.only", ".*");

    private Faults() {}

    static List<Fault> chosen() {
        List<Fault> plain = Stream.of(CollectorFaults.all(), KillFaults.all(), NetworkFaults.all())
                .flatMap(List::stream)
                .toList();
        return Stream.concat(plain.stream(), plain.stream().map(Fault::overTls))
                .filter(fault -> fault.title().matches(ONLY))
                .toList();
    }
}
