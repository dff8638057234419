// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong between an application and its collector. Immutable.
 *
 * @param title what the table calls it
 * @param effect what it does to bytes on their way
 * @param site where it happens
 * @param rate how fast the application must log for it, or null if that does not matter
 * @param options options of the appender that make it short, or felt at all
 * @param traits what else is special about it
 * @param downtime for how long the buffer takes everything
 * @param script how it goes
 */
record Fault(
        String title,
        Effect effect,
        Site site,
        @Nullable Rate rate,
        Map<String, String> options,
        Set<Trait> traits,
        Downtime downtime,
        Script script) {

    /** The course of a fault, while the application logs; at its end the collector is well again. */
    interface Script {
        void play(Stage stage) throws IOException;
    }

    /**
     * The longest time in which nothing gets to the collector, whatever the client does: the buffer must hold what is logged
     * meanwhile. It is the whole time where the collector is there only for moments.
     */
    interface Downtime {
        long millis(Run run);
    }

    /** Copies. */
    Fault {
        options = Map.copyOf(options);
        traits = Set.copyOf(traits);
    }

    static Fault of(String title, Effect effect, Downtime downtime, Script script) {
        return new Fault(title, effect, Site.NEARBY, null, Map.of(), Set.of(), downtime, script);
    }

    Fault at(Site other) {
        return new Fault(title, effect, other, rate, options, traits, downtime, script);
    }

    Fault loggedAt(Rate only) {
        return new Fault(title, effect, site, only, options, traits, downtime, script);
    }

    Fault with(String option, Object value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(option, value.toString());
        return new Fault(title, effect, site, rate, more, traits, downtime, script);
    }

    Fault being(Trait trait) {
        Set<Trait> more = new TreeSet<>(traits);
        more.add(trait);
        return new Fault(title, effect, site, rate, options, more, downtime, script);
    }

    /** Returns the same fault for TLS connections. */
    Fault overTls() {
        return new Fault(title + ", TLS", effect, site, rate, options, traits, downtime, script).being(Trait.ENCRYPTED);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns how fast the application logs if it logs as fast as that in other faults. */
    Rate rateOr(Rate usual) {
        return rate == null ? usual : rate;
    }

    /**
     * Returns whether three quarters of a buffer hold what is logged while nothing gets to the collector, or nothing can be
     * confirmed.
     */
    boolean fits(Run run, Contestant contestant, Duration played, long bufferBytes) {
        boolean holdsAll = is(Trait.RESTLESS) && contestant.delivery() == Delivery.CONFIRMED;
        long millis = holdsAll ? played.toMillis() : downtime.millis(run);
        return run.rate().bytesOfBuffer(millis) <= bufferBytes / 4 * 3;
    }

    Settings applyTo(Settings settings) {
        Settings all = settings;
        for (Map.Entry<String, String> option : options.entrySet()) {
            all = all.with(option.getKey(), option.getValue());
        }
        return all;
    }

    @Override
    public String toString() {
        return title;
    }
}
