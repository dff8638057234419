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
 * deliveries, and leaves out what takes long. Over TLS a short run has some faults, with the default configurations in turn.
 * Confined to one thread.
 */
final class Plan {
    /** A regular expression for those contestants, by name and framework, that are wanted. */
    private static final String WHO = System.getProperty("gas.faults.who", ".*");

    /** Faults that a short run has with a quiet service too. */
    private static final Set<String> ALSO_QUIET = Set.of("connections refused", "SIGKILL");

    /** Whether a short run, too, has everybody: all of the matrix in a part of the time. */
    private static final boolean EVERYBODY = Boolean.getBoolean("gas.faults.everybody");

    /** Faults that a short run has over TLS too: every way in which a connection ends, stalls or is not made. */
    private static final Set<String> ALSO_ENCRYPTED = Set.of(
            "graceful restart, TLS",
            "reset of the connection, TLS",
            "accept, then close, TLS",
            "zero window, TLS",
            "idle timeout of 1 s, TLS",
            "SIGKILL, TLS",
            "frozen, 256 KB written, SIGKILL, TLS",
            "black hole, healed in time, TLS",
            "black hole, connection given up, TLS",
            "address change, TLS");

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
            if (size == Size.FULL || EVERYBODY) {
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
        if (fault.is(Trait.ENCRYPTED)) {
            addEncrypted(fault);
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

    private void addEncrypted(Fault fault) {
        if (!ALSO_ENCRYPTED.contains(fault.title())) {
            return;
        }
        if (mustLose(fault)) {
            add(fault, Contestant.gas(turn(), Delivery.NONE), size.rate());
        }
        boolean confirmed = turns++ / 2 % 2 == 0 && fault.effect() == Effect.LOSSY; // the frameworks take every turn
        add(fault, confirmed ? Contestant.confirmedDefaults(turn()) : Contestant.defaults(turn()), size.rate());
    }

    /** One of the other deliveries in turn, but {@code NONE} wherever it has to show that a loss is seen. */
    private void addDelivery(Fault fault) {
        List<Delivery> others = Stream.of(Delivery.values())
                .filter(delivery ->
                        delivery != Delivery.REPLAY || !fault.options().isEmpty())
                .toList();
        Delivery delivery = mustLose(fault) ? Delivery.NONE : others.get(turns++ % others.size());
        add(fault, Contestant.gas(turn(), delivery), size.rate());
    }

    private static boolean mustLose(Fault fault) {
        return fault.effect().claim(Delivery.NONE) == Effect.Claim.SOMETHING;
    }

    private Framework turn() {
        Framework[] frameworks = Framework.values();
        return frameworks[trials.size() % frameworks.length];
    }

    private void add(Fault fault, Contestant contestant, Rate rate) {
        trials.add(Arguments.of(fault, contestant, fault.rateOr(rate)));
    }
}
