// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that goes wrong between an application and its collector. Immutable.
 *
 * @param title what the table calls it
 * @param effect what it does to bytes on their way
 * @param site where it happens
 * @param options options of the appender that make it short, or felt at all
 * @param traits what else is special about it
 * @param script how it goes
 */
record Fault(String title, Effect effect, Site site, Map<String, String> options, Traits traits, Script script) {

    /** The course of a fault, while the application logs; at its end the collector is well again. */
    interface Script {
        void play(Stage stage) throws IOException;
    }

    /**
     * What is special about a fault.
     *
     * @param downAtStart the collector is not there when the application starts
     * @param downAtStop the collector is not there when the application stops
     * @param overflows the buffer is too small for it: events are dropped, and counted
     * @param smallWindow the collector's kernel holds few unread bytes
     */
    record Traits(boolean downAtStart, boolean downAtStop, boolean overflows, boolean smallWindow) {}

    /** Copies. */
    Fault {
        options = Map.copyOf(options);
    }

    static Fault of(String title, Effect effect, Script script) {
        return new Fault(title, effect, Site.NEARBY, Map.of(), new Traits(false, false, false, false), script);
    }

    Fault at(Site other) {
        return new Fault(title, effect, other, options, traits, script);
    }

    Fault with(String option, Object value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(option, value.toString());
        return new Fault(title, effect, site, more, traits, script);
    }

    Fault downAtStart() {
        return with(new Traits(true, traits.downAtStop, traits.overflows, traits.smallWindow));
    }

    Fault downAtStop() {
        return with(new Traits(traits.downAtStart, true, true, traits.smallWindow));
    }

    Fault overflowing() {
        return with(new Traits(traits.downAtStart, traits.downAtStop, true, traits.smallWindow));
    }

    Fault withSmallWindow() {
        return with(new Traits(traits.downAtStart, traits.downAtStop, traits.overflows, true));
    }

    private Fault with(Traits other) {
        return new Fault(title, effect, site, options, other, script);
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
