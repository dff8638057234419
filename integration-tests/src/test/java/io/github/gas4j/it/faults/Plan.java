// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Framework;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Who is put through which fault, and at what rate. A full run has everything in both frameworks. A short run has the
 * frameworks in turn, the default configuration, and one of the deliveries in turn ({@code REPLAY} only if the fault sets
 * options); it has only the default configuration if the fault needs a slow wire or if nothing is claimed of the other
 * deliveries, and leaves out what takes long. Confined to one thread.
 */
final class Plan {
    /** A regular expression for those contestants, by name and framework, that are wanted. */
    private static final String WHO = System.getProperty("gas.faults.who", ".*");

    /** Faults that a short run has with a quiet service too. */
    private static final Set<String> ALSO_QUIET = Set.of("connections refused", "SIGKILL");

    private final Size size;
    private final List<Arguments> trials = new ArrayList<>();
    private int turns;

    private Plan(Size size) {
        this.size = size;
    }

    /** Returns the arguments of every trial: a fault, a contestant, and a rate. */
    static List<Arguments> of(Size size, List<Fault> faults) {
        Plan plan = new Plan(size);
        for (Fault fault : faults) {
            if (size == Size.FULL) {
                for (Framework framework : Framework.values()) {
                    plan.addAll(fault, framework);
                }
            } else {
                plan.addFew(fault);
            }
        }
        return plan.trials.stream()
                .filter(trial -> String.valueOf(trial.get()[1]).matches(WHO))
                .toList();
    }

    private void addAll(Fault fault, Framework framework) {
        for (Delivery delivery : Delivery.values()) {
            add(fault, Contestant.gas(framework, delivery), size.rate());
        }
        add(fault, Contestant.defaults(framework), Rate.BUSY);
        if (fault.rate() == null) {
            add(fault, Contestant.defaults(framework), Rate.QUIET);
        }
        if (fault.effect() != Effect.HARMLESS || fault.is(Trait.CALM)) {
            add(fault, Contestant.confirmedDefaults(framework), Rate.BUSY);
        }
    }

    private void addFew(Fault fault) {
        if (fault.is(Trait.LONG)) {
            return;
        }
        if (fault.effect() != Effect.DECEPTIVE && fault.site() != Site.FAR) {
            addDelivery(fault);
        }
        add(fault, Contestant.defaults(turn()), size.rate());
        if (ALSO_QUIET.contains(fault.title())) {
            add(fault, Contestant.defaults(turn()), Rate.QUIET);
        }
    }

    /** One of the other deliveries in turn, but {@code NONE} wherever it has to show that a loss is seen. */
    private void addDelivery(Fault fault) {
        boolean mustLose = fault.effect().claim(Delivery.NONE) == Effect.Claim.SOMETHING;
        List<Delivery> others = Stream.of(Delivery.values())
                .filter(delivery ->
                        delivery != Delivery.REPLAY || !fault.options().isEmpty())
                .toList();
        Delivery delivery = mustLose ? Delivery.NONE : others.get(turns++ % others.size());
        add(fault, Contestant.gas(turn(), delivery), size.rate());
    }

    private Framework turn() {
        Framework[] frameworks = Framework.values();
        return frameworks[trials.size() % frameworks.length];
    }

    private void add(Fault fault, Contestant contestant, Rate rate) {
        trials.add(Arguments.of(fault, contestant, fault.rateOr(rate)));
    }
}
