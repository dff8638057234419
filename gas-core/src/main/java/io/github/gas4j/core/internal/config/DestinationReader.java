// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.option.Option;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.TextOption;
import io.github.gas4j.core.internal.util.Literal;
import io.github.gas4j.core.internal.util.SocketFile;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads destinations: from {@code destination}, or one from {@code host} or {@code remoteHost} and {@code port}. Stateless. */
final class DestinationReader {
    private static final TextOption DESTINATION = new TextOption(
            "destination",
            "destination",
            "required",
            "host:port, [::1]:5170, unix:/path; several with commas",
            "where events are sent to");
    private static final TextOption HOST = new TextOption(
            "host",
            "host",
            "none",
            "a host name or an IP address",
            "the host of the destination; host and port are another spelling of destination");
    private static final TextOption REMOTE_HOST =
            new TextOption("remoteHost", "host", "none", "a host name or an IP address", "another name of host");
    private static final TextOption PORT =
            new TextOption("port", "port", "none", "1 to 65535", "the port of the destination");

    private static final String VALID =
            "host:port with a port from 1 to 65535, like logs.example.com:5170 or [::1]:5170, or unix:/path";
    private static final String UNIX = "unix:";
    private static final String VALID_FILE =
            "unix: and the absolute path of a socket's file, in at most " + SocketFile.MOST_BYTES
                    + " bytes, like unix:/run/collector.sock; abstract names, with @ or a NUL, are not supported";
    private static final String NO_ADDRESS = "a Unix domain socket comes from no address";
    private static final String NO_NAME =
            "a Unix domain socket has no host name to verify, and does not leave this host";
    private static final String VALID_HOST = "a host name or an IP address, like logs.example.com or ::1";
    private static final String VALID_PORT = "a port from 1 to 65535";

    /** Labels of letters and digits of any script, hyphens and underscores; the last may end in a dot. */
    private static final Pattern NAME = Pattern.compile("([_\\-[^\\p{Punct}\\p{Cntrl}\\p{Z}]]+(\\.|$))+");

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[\\d.]+");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");
    /** The last alternative is what Logback writes for a variable without a value. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[${}#@<>]|%.+%|_IS_UNDEFINED");

    private static final Pattern PLACEHOLDER_IN_PATH = Pattern.compile("[$]\\{|_IS_UNDEFINED");

    private DestinationReader() {}

    /** Returns the destinations, or none if there was a problem, which the reader then has. */
    static List<Destination> read(OptionReader in) {
        String text = in.text(DESTINATION);
        String host = in.text(HOST);
        String remoteHost = in.text(REMOTE_HOST);
        String port = in.text(PORT);
        if ((text != null && (host != null || remoteHost != null || port != null))
                || (host != null && remoteHost != null)) {
            Option wrong = text != null ? DESTINATION : REMOTE_HOST;
            in.problem(
                    wrong.name(),
                    text != null ? text : remoteHost,
                    "either destination, or host (or remoteHost) and port");
            return List.of();
        }
        if (text != null) {
            return parseAll(text, in);
        }
        if (host == null && remoteHost == null && port == null) {
            in.problem(DESTINATION.name(), null, VALID);
            return List.of();
        }
        Destination one = remoteHost != null ? of(REMOTE_HOST, remoteHost, port, in) : of(HOST, host, port, in);
        return one == null ? List.of() : List.of(one);
    }

    private static List<Destination> parseAll(String text, OptionReader in) {
        List<Destination> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Destination one = parse(part.strip(), in);
            if (one != null && all.contains(one)) {
                in.problem(DESTINATION.name(), one.toString(), "each destination once");
            } else if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    private static @Nullable Destination parse(String text, OptionReader in) {
        if (text.startsWith(UNIX)
                && !DIGITS.matcher(text.substring(UNIX.length())).matches()) {
            return socketFile(text, in);
        }
        int colon = text.lastIndexOf(':');
        String given = text.substring(0, Math.max(0, colon));
        String host = withoutBrackets(given);
        int port = port(text.substring(colon + 1));
        boolean bare = given.indexOf(':') >= 0 && given.equals(host);
        if (bare || port == 0 || !isHost(host)) {
            in.problem(DESTINATION.name(), text, VALID + hint(text));
            return null;
        }
        return new Destination(host, port);
    }

    /** Reads the file of a Unix domain socket. A host may be called {@code unix}, too, but has a port. */
    private static @Nullable Destination socketFile(String text, OptionReader in) {
        String path = text.substring(UNIX.length());
        String normal = PLACEHOLDER_IN_PATH.matcher(path).find() ? null : SocketFile.normal(path);
        if (normal == null) {
            in.problem(DESTINATION.name(), text, VALID_FILE + hint(text));
            return null;
        }
        return Destination.unix(normal);
    }

    /** Refuses options that make no sense together with a Unix domain socket. */
    static void refuseForSocketFile(
            OptionReader in, List<Destination> all, @Nullable InetAddress local, @Nullable TlsOptions tls) {
        for (Destination destination : all) {
            if (destination.path() != null && local != null) {
                in.problem(
                        DESTINATION.name(),
                        destination.toString(),
                        "host:port with localAddress, because " + NO_ADDRESS);
            }
            if (destination.path() != null && tls != null) {
                in.problem(DESTINATION.name(), destination.toString(), "host:port with TLS, because " + NO_NAME);
            }
        }
    }

    /** Reads the two parts of a destination; the host may be an IPv6 address with or without brackets. */
    private static @Nullable Destination of(
            Option hostOption, @Nullable String hostText, @Nullable String portText, OptionReader in) {
        String host = hostText == null ? "" : withoutBrackets(hostText);
        int port = portText == null ? 0 : port(portText);
        boolean valid = isHost(host);
        if (!valid) {
            in.problem(hostOption.name(), hostText, VALID_HOST + hint(host));
        }
        if (port == 0) {
            in.problem(PORT.name(), portText, VALID_PORT + hint(String.valueOf(portText)));
        }
        return valid && port != 0 ? new Destination(host, port) : null;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns whether a host can have this name or address. */
    private static boolean isHost(String host) {
        if (DIGITS_AND_DOTS.matcher(host).matches() || host.indexOf(':') >= 0) {
            return Literal.isValid(host);
        }
        return NAME.matcher(host).matches() && !PLACEHOLDER.matcher(host).find();
    }

    /** Returns the port, or 0 if the text is not a port. */
    private static int port(String text) {
        int number = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return number <= 65535 ? number : 0;
    }

    private static String hint(String text) {
        return PLACEHOLDER.matcher(text).find() ? "; this looks like a placeholder that nothing has replaced" : "";
    }
}
