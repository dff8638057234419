// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.util.Literal;
import io.github.gas4j.core.internal.util.Values;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from their text and collects what is wrong with them, so that a user sees every problem at once. Confined
 * to the thread that builds a {@link GasConfig}.
 */
final class OptionReader {
    private static final Set<String> NOT_BUILT_YET = Set.of(
            "strategy",
            "failback",
            "heartbeat",
            "heartbeatInterval",
            "maxConnectionAge",
            "reportDrops",
            "tls",
            "tlsTrustedCertificates",
            "tlsCertificate",
            "tlsPrivateKey");

    private final Set<String> given;
    private final Map<String, String> unread;
    private final List<String> known = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    OptionReader(Map<String, String> options) {
        given = Set.copyOf(options.keySet());
        unread = new TreeMap<>(options);
    }

    /** Returns the option's text without outer space, or null if it is not set. */
    @Nullable
    String text(String name) {
        known.add(name);
        String value = unread.remove(name);
        return value == null ? null : value.strip();
    }

    Duration duration(String name, Duration byDefault, Duration min, Duration max) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        Duration value = Values.duration(text);
        if (value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
            return value;
        }
        String off = min.isZero() ? "off or " : "";
        problem(
                name,
                text,
                off + "a duration from " + Values.text(min) + " to " + Values.text(max) + ", " + Values.DURATION_FORMS);
        return byDefault;
    }

    /** Refuses a lower bound above its upper bound; if only one of them is set, it is the wrong one. */
    void checkOrder(String lower, Duration low, String upper, Duration high) {
        if (low.compareTo(high) > 0) {
            if (given.contains(lower)) {
                problem(lower, Values.text(low), "at most " + upper + ", which is " + Values.text(high));
            } else {
                problem(upper, Values.text(high), "at least " + lower + ", which is " + Values.text(low));
            }
        }
    }

    long size(String name, long byDefault, long min, long max) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        Long value = Values.size(text);
        if (value != null && value >= min && value <= max) {
            return value;
        }
        problem(name, text, "a size from " + Values.text(min) + " to " + Values.text(max) + ", " + Values.SIZE_FORMS);
        return byDefault;
    }

    int number(String name, int byDefault, int min, int max) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notNumber) {
            // reported below, like a number out of range
        }
        problem(name, text, "a whole number from " + min + " to " + max);
        return byDefault;
    }

    int percent(String name, int byDefault) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        String digits =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        if (digits.matches("\\d{1,2}") && Integer.parseInt(digits) > 0) {
            return Integer.parseInt(digits);
        }
        problem(name, text, "a percentage from 1% to 99%");
        return byDefault;
    }

    boolean flag(String name, boolean byDefault) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            problem(name, text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    /** Reads a literal address; a name is refused because looking it up could block the start. */
    @Nullable
    InetAddress address(String name) {
        String text = text(name);
        if (text != null) {
            try {
                if (Literal.is(text)) {
                    return Literal.read(text);
                }
            } catch (UnknownHostException notAddress) {
                // reported below, like everything else that is no address
            }
            problem(name, text, "an IPv4 or IPv6 address of this host, like 192.0.2.1 or 2001:db8::1");
        }
        return null;
    }

    <E extends Enum<E>> E choice(String name, E byDefault) {
        E value = choiceOrNull(name, byDefault.getDeclaringClass(), "");
        return value == null ? byDefault : value;
    }

    /** Reads one of an enum's constants, or the word {@code off} and absence as null. */
    <E extends Enum<E>> @Nullable E choiceOrOff(String name, Class<E> type) {
        return choiceOrNull(name, type, "off");
    }

    private <E extends Enum<E>> @Nullable E choiceOrNull(String name, Class<E> type, String off) {
        String text = text(name);
        if (text == null || (!off.isEmpty() && text.equalsIgnoreCase(off))) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String names = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        problem(name, text, "one of " + (off.isEmpty() ? "" : off + ", ") + names);
        return null;
    }

    void problem(String name, @Nullable String value, String valid) {
        String given = value == null ? "is missing" : "'" + value + "' is not valid";
        problems.add("option " + name + ": " + given + "; valid: " + valid);
    }

    /** Ends the reading: refuses what no one asked for, and throws if anything was wrong. */
    void finish() {
        for (Map.Entry<String, String> option : unread.entrySet()) {
            String name = option.getKey();
            if (NOT_BUILT_YET.contains(name)) {
                problems.add("option " + name + ": '" + option.getValue()
                        + "' is refused, because this version does not have the option yet; valid: leave it out");
            } else {
                problem(
                        name,
                        option.getValue(),
                        "there is no such option" + similar(name) + "; the options are " + String.join(", ", known));
            }
        }
        if (!problems.isEmpty()) {
            throw new GasConfigException(problems);
        }
    }

    private String similar(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(option -> option.toLowerCase(Locale.ROOT).equals(lower))
                .map(option -> ", did you mean " + option)
                .findFirst()
                .orElse("");
    }
}
