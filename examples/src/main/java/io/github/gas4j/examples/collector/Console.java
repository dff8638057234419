// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the collector says about itself, beside the events. Thread-safe: a stream prints whole lines. */
final class Console {
    private final PrintStream err;

    Console(PrintStream err) {
        this.err = err;
    }

    /** Prints a line. */
    void say(String format, @Nullable Object... values) {
        err.println("collector: " + String.format(Locale.ROOT, format, values));
    }

    /** Returns an address as a configuration names it. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Returns a number with its noun, in the plural if there is not one. */
    static String text(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
