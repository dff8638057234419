// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.core.Delivery;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The options of the demo. Immutable.
 *
 * @param delivery the appenders' option
 * @param freeze whether the collector is frozen before it is killed
 * @param chart the folder of the picture
 * @param help whether only the help is wanted
 */
record DemoOptions(Delivery delivery, boolean freeze, Path chart, boolean help) {
    private static final String HELP = """
            The demo starts a collector and two applications, one that logs through Logback and one that logs through
            Log4j2, kills and reboots the collector three times while they log, and looks for every event.
            Its exit status is 0 if all have arrived, 1 if not, 2 if the options are wrong.

              --delivery %s   the appenders' option, default REPLAY
              --freeze   stop the collector from reading for a while before each kill, so that its death takes what
                         the kernel has accepted for it: a certain loss with --delivery NONE
              --chart DIR   the folder that gets a picture of the run, outage.svg and outage.png; default
                         examples/target. With Maven it is relative to the project's own folder
              --help     print this
            """;

    /** Returns what there is to know before one plays it. */
    static String usage() {
        return HELP.formatted(
                Arrays.stream(Delivery.values()).map(Delivery::name).collect(Collectors.joining("|")));
    }

    /** Reads a command line. */
    static DemoOptions of(String... arguments) {
        DemoOptions options = new DemoOptions(Delivery.REPLAY, false, Path.of("examples", "target"), false);
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            options = switch (argument) {
                case "--delivery" -> new DemoOptions(delivery(rest), options.freeze, options.chart, options.help);
                case "--freeze" -> new DemoOptions(options.delivery, true, options.chart, options.help);
                case "--chart" -> new DemoOptions(options.delivery, options.freeze, chart(rest), options.help);
                case "--help" -> new DemoOptions(options.delivery, options.freeze, options.chart, true);
                default -> throw new IllegalArgumentException("unknown option: " + argument);
            };
        }
        return options;
    }

    private static Delivery delivery(Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        try {
            return Delivery.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "--delivery '" + value + "' is not one of " + Arrays.toString(Delivery.values()), unknown);
        }
    }

    private static Path chart(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("--chart names no folder");
        }
        return Path.of(rest.next());
    }
}
