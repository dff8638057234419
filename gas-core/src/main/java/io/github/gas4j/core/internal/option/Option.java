// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import io.github.gas4j.core.GasOption;
import org.jspecify.annotations.Nullable;

/**
 * An option. Each kind of value is a subclass with a method {@code read}.
 *
 * <p>Immutable. Options are static fields, so a constructor only stores: a class whose initialization fails for want of
 * memory is lost until the JVM ends. For the same reason there are no lambdas, which the JVM links at the first use.
 */
public abstract sealed class Option
        permits AddressOption,
                BufferPartOption,
                ChoiceOption,
                DurationOption,
                FileOption,
                FlagOption,
                NameOption,
                NamesOption,
                NumberOption,
                PercentOption,
                RateOption,
                SeverityOption,
                SizeOption,
                TextOption {
    private final String name;
    private final String meaning;

    public Option(String name, String meaning) {
        this.name = name;
        this.meaning = meaning;
    }

    public final String name() {
        return name;
    }

    /** Returns the kind of value, in a word. */
    abstract String type();

    /** Returns the default as a user would write it, or in words if it depends on other options. */
    abstract String defaultText();

    /** Returns which values are valid, in short. */
    abstract String valid();

    /** Returns the text of this option without outer space, or null if it is not set. */
    public final @Nullable String textFrom(OptionReader in) {
        return in.text(this);
    }

    public final GasOption describe() {
        return new GasOption(name, type(), defaultText(), valid(), meaning);
    }
}
