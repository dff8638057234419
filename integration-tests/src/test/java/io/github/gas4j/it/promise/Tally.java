// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The outcomes of all runs of one scenario with one setup. Confined to one thread. */
final class Tally {
    private final List<Outcome> outcomes = new ArrayList<>();
    private String notes = "";

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    void note(String more) {
        notes = notes.isEmpty() ? more : notes + "; " + more;
    }

    /** Returns a row of the table. */
    String row(String scenario, String setup) {
        if (outcomes.isEmpty()) {
            return "| " + scenario + " | " + setup + " | | | | | | | | | " + notes + " |";
        }
        return String.join(
                " | ",
                "| " + scenario,
                setup,
                Integer.toString(outcomes.size()),
                Long.toString(sum(Outcome::offered)),
                withRuns(Outcome::dropped),
                withRuns(Outcome::missing),
                withRuns(Outcome::duplicates),
                Long.toString(sum(Outcome::connections)),
                Long.toString(sum(Outcome::failedAttempts)),
                warned(),
                notes + " |");
    }

    /** Writes a sum and, if there is any, in how many runs it came about and the worst of them. */
    private String withRuns(ToLongFunction<Outcome> count) {
        long sum = sum(count);
        if (sum == 0 || outcomes.size() == 1) {
            return Long.toString(sum);
        }
        long runs = outcomes.stream()
                .filter(outcome -> count.applyAsLong(outcome) > 0)
                .count();
        long worst = outcomes.stream().mapToLong(count).max().orElse(0);
        return sum + " in " + runs + " runs, worst " + worst;
    }

    private String warned() {
        long worst =
                outcomes.stream().mapToLong(Outcome::warnedAfterMillis).max().orElse(Outcome.NEVER);
        return worst == Outcome.NEVER ? "no line" : String.format(Locale.ROOT, "%.1f s", worst / 1e3);
    }

    private long sum(ToLongFunction<Outcome> count) {
        return outcomes.stream().mapToLong(count).sum();
    }

    /** Checks that no run lost anything, counted or not, and that all accounts balance. */
    void checkNothingIsLost(String what) {
        assertThat(sum(Outcome::unsound))
                .as("%s: unsound in %s", what, outcomes)
                .isZero();
        assertThat(sum(Outcome::unbalanced))
                .as("%s: unbalanced in %s", what, outcomes)
                .isZero();
        assertThat(sum(Outcome::missing))
                .as("%s: missing in %s", what, outcomes)
                .isZero();
        assertThat(sum(Outcome::dropped))
                .as("%s: dropped in %s", what, outcomes)
                .isZero();
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }
}
