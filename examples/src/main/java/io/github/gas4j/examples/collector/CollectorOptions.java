// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the collector, as the command line sets them. Not thread-safe; unchanged once they are read. */
@Command(
        name = "collector",
        sortOptions = false,
        showDefaultValues = true,
        usageHelpWidth = 100,
        description = {
            "Listens for log events and prints them. Standard output carries the events alone, a line each; all else"
                    + " goes to standard error. Ctrl-C ends it.",
            ""
        },
        footer = {
            "",
            "Durations read 500ms, 10s, 2m or 1h. The exit status is 0; 1 if it cannot listen or has not received what"
                    + " --exit-after says in the time of --for; 2 if the options are wrong."
        })
final class CollectorOptions {
    @Option(names = "--port", converter = Converters.Port.class, description = "The port, 1 to 65535")
    int port = 5170;

    @Option(names = "--host", description = "The address to listen on; 0.0.0.0 to be reached from other machines")
    String host = "127.0.0.1";

    @Option(
            names = "--print",
            description = "Print each event, which is what it does unless --count is given. Control characters are"
                    + " written as \\x1b, so that no event disturbs the terminal")
    boolean print;

    @Option(names = "--count", description = "Print no event, but each second how many have come")
    boolean count;

    @Option(
            names = "--framing",
            converter = Converters.Framing.class,
            description = "How events are told apart: newline (CRLF too), crlf (nothing else), nul or octet-counting")
    Cut framing = Cut.NEWLINE;

    @Option(
            names = "--reboot-every",
            converter = Converters.Time.class,
            description =
                    "Go down whenever it has been up for so long, like a process that crashes: connections are reset,"
                            + " what was not read is gone, and new connections are refused")
    @Nullable
    Duration rebootEvery;

    @Option(
            names = "--down-for",
            converter = Converters.Time.class,
            description = "How long each --reboot-every takes; 2s unless given")
    @Nullable
    Duration downFor;

    @Option(
            names = "--slow",
            converter = Converters.Count.class,
            description = "Read at most so many events a second, over all connections: what is sent faster waits in the"
                    + " kernels and then in the sender")
    @Nullable
    Integer slow;

    @Option(
            names = "--refuse",
            description =
                    "Close each connection as soon as it is accepted, like a load balancer with nothing behind it."
                            + " (A connection is refused outright where nobody listens: end the collector for that)")
    boolean refuse;

    @Option(
            names = "--tls",
            description =
                    "Expect TLS, with a certificate that it makes at the start; it prints the options with which an"
                            + " appender trusts it")
    boolean tls;

    @Option(names = "--tls-files", description = "The folder of that certificate")
    Path tlsFiles = Path.of("examples", "target", "collector-tls");

    @Option(names = "--exit-after", converter = Converters.Count.class, description = "End after so many events")
    @Nullable
    Integer exitAfter;

    @Option(names = "--for", converter = Converters.Time.class, description = "End after so long")
    @Nullable
    Duration limit;

    @Option(names = "--help", usageHelp = true, description = "Print this")
    boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Refuses what contradicts itself. */
    void check() {
        if (print && count) {
            throw wrong("--print and --count exclude each other");
        }
        if (downFor != null && rebootEvery == null) {
            throw wrong("--down-for says nothing without --reboot-every");
        }
        if (refuse && (slow != null || exitAfter != null || rebootEvery != null)) {
            throw wrong("--refuse receives nothing: --slow, --exit-after and --reboot-every say nothing with it");
        }
    }

    private ParameterException wrong(String message) {
        CommandLine commandLine = spec.commandLine();
        return new ParameterException(commandLine, message);
    }
}
