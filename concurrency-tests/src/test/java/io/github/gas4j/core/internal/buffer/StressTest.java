// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs the stress tests: none named {@code Holds…} may show a forbidden result. With the system property {@code
 * stress.broken} each one named {@code Broken…}, which lacks what its neighbour relies on, must show one, else the harness
 * would see nothing either way; it may need more than one round for it, so that is not for every build.
 */
class StressTest {
    private static final String OPTIONS = System.getProperty("stress.options", "-m sanity");
    private static final String MORE = "-f 2 -iters 5 -time 500 -sc false -jvmArgs -Xmx256m";
    private static final int MOST_ROUNDS = 5;
    private static final String BROKEN_TOO = "stress.broken";
    private static final int LEAST_TESTS = 10;
    private static final InProcessCollector RESULTS = new InProcessCollector();
    private static final Set<String> TESTS = new TreeSet<>();

    @BeforeAll
    static void run() throws Exception {
        round(Boolean.getBoolean(BROKEN_TOO) ? "gas4j" : "\\.Holds", OPTIONS);
        for (int round = 2; round <= MOST_ROUNDS && !unbroken().isEmpty(); round++) {
            round(String.join("$|", unbroken()) + "$", MORE);
        }
    }

    private static void round(String tests, String options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-t", tests, "-r", "report"));
        arguments.addAll(List.of(options.split(" ")));
        Options parsed = new Options(arguments.toArray(String[]::new));
        assertThat(parsed.parse()).isTrue();
        JCStress jcstress = new JCStress(parsed);
        TESTS.addAll(jcstress.getTests());
        try {
            jcstress.run();
        } catch (AssertionError expected) {
            assertThat(expected).as("the broken ones are failures").hasMessageContaining("TEST FAILURES");
        }
        DiskReadCollector file = new DiskReadCollector(parsed.getResultFile(), RESULTS);
        file.dump();
        file.close();
    }

    private static Set<String> unbroken() {
        Set<String> left = tests("Broken");
        left.removeAll(names("Broken", StressTest::showsForbidden));
        return left;
    }

    @Test
    void theProtocolsHold() {
        assertThat(names("Holds", result -> true)).isEqualTo(tests("Holds")).hasSizeGreaterThanOrEqualTo(LEAST_TESTS);
        assertThat(names("Holds", result -> result.status() != Status.NORMAL)).isEmpty();
        assertThat(names("Holds", StressTest::showsForbidden)).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = BROKEN_TOO, matches = "true")
    void theyDoNotHoldWithoutWhatTheyRelyOn() {
        assertThat(tests("Broken")).hasSizeGreaterThanOrEqualTo(LEAST_TESTS);
        assertThat(unbroken()).isEmpty();
    }

    private static Set<String> tests(String arm) {
        return TESTS.stream().filter(name -> name.contains("." + arm)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String arm, Predicate<TestResult> which) {
        return RESULTS.getTestResults().stream()
                .filter(result -> result.getName().contains("." + arm) && which.test(result))
                .map(TestResult::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean showsForbidden(TestResult result) {
        return result.grading().gradingResults.values().stream()
                .anyMatch(grade -> grade.expect == Expect.FORBIDDEN && grade.count > 0);
    }
}
