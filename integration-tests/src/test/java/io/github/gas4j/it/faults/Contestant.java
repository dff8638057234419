// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is put through a fault: an appender and how it is configured. Immutable.
 *
 * @param name what the table calls it
 * @param framework the framework that it belongs to
 * @param delivery what it promises, or null for an appender that is not ours
 * @param theme its configuration
 * @param framing how it separates events
 */
record Contestant(
        String name, Framework framework, @Nullable Delivery delivery, String theme, Framing framing) {

    static Contestant gas(Framework framework, Delivery delivery) {
        return new Contestant("GAS " + delivery, framework, delivery, "options", Framing.NEWLINE);
    }

    /** Nothing is configured but the destination. */
    static Contestant defaults(Framework framework) {
        return new Contestant("GAS defaults", framework, Delivery.REPLAY, "defaults", Framing.NEWLINE);
    }

    /** Nothing is configured but the destination and {@code CONFIRMED}. */
    static Contestant confirmedDefaults(Framework framework) {
        return new Contestant("GAS CONFIRMED defaults", framework, Delivery.CONFIRMED, "confirmed", Framing.NEWLINE);
    }

    static Contestant peer(String name, Framework framework, String theme) {
        return new Contestant(name, framework, null, theme, Framing.NEWLINE);
    }

    Contestant framed(Framing other) {
        return new Contestant(name, framework, delivery, theme, other);
    }

    boolean isOurs() {
        return delivery != null;
    }

    /** Returns whether a fault can set options, or everything is as it comes. */
    boolean takesOptions() {
        return isOurs() && theme.equals("options");
    }

    Settings settings(int port) {
        Settings settings = Settings.of(theme, port);
        if (!takesOptions()) {
            return settings;
        }
        Settings ours = settings.with("delivery", Objects.requireNonNull(delivery))
                .with("replayWindow", "1MiB")
                .with("maxRetries", -1);
        return delivery == Delivery.CONFIRMED ? ours.with("confirmInterval", "200ms") : ours;
    }

    @Override
    public String toString() {
        return name + ", " + framework.title();
    }
}
