// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.util.Literal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a client sends to: a name or address that is not resolved yet, and a port. The options that it is read from are
 * checked; the constructor checks nothing.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Destination(String host, int port) {
    private static final String VALID =
            "host:port with a port from 1 to 65535, like logs.example.com:5170 or [::1]:5170";
    private static final String VALID_HOST = "a host name or an IP address, like logs.example.com or ::1";
    private static final String VALID_PORT = "a port from 1 to 65535";

    /** Labels of letters and digits of any script, hyphens and underscores; the last may end in a dot. */
    private static final Pattern NAME = Pattern.compile("([_\\-[^\\p{Punct}\\p{Cntrl}\\p{Z}]]+(\\.|$))+");

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[\\d.]+");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    /** The last alternative is what Logback writes for a variable without a value. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[${}#@<>]|%.+%|_IS_UNDEFINED");

    /** Returned while {@link OptionReader} has a problem to report. */
    private static final Destination NONE = new Destination("", 0);

    /** Reads the options that name a destination, in either spelling. */
    static Destination read(OptionReader in) {
        String text = in.text("destination");
        String host = in.text("host");
        String remoteHost = in.text("remoteHost");
        String port = in.text("port");
        if ((text != null && (host != null || remoteHost != null || port != null))
                || (host != null && remoteHost != null)) {
            String name = text != null ? "destination" : "remoteHost";
            in.problem(name, text != null ? text : remoteHost, "either destination, or host (or remoteHost) and port");
            return NONE;
        }
        if (text != null) {
            return parse(text, in);
        }
        if (host == null && remoteHost == null && port == null) {
            in.problem("destination", null, VALID);
            return NONE;
        }
        return remoteHost != null ? of("remoteHost", remoteHost, port, in) : of("host", host, port, in);
    }

    private static Destination parse(String text, OptionReader in) {
        int colon = text.lastIndexOf(':');
        String given = text.substring(0, Math.max(0, colon));
        String host = withoutBrackets(given);
        int port = port(text.substring(colon + 1));
        boolean bare = given.indexOf(':') >= 0 && given.equals(host);
        if (text.indexOf(',') >= 0) {
            in.problem("destination", text, "one destination: this version does not have several yet");
        } else if (bare || port == 0 || !isHost(host)) {
            in.problem("destination", text, VALID + hint(text));
        } else {
            return new Destination(host, port);
        }
        return NONE;
    }

    /** Reads the two parts of a destination; the host may be an IPv6 address with or without brackets. */
    private static Destination of(
            String hostOption, @Nullable String hostText, @Nullable String portText, OptionReader in) {
        String host = hostText == null ? "" : withoutBrackets(hostText);
        int port = portText == null ? 0 : port(portText);
        boolean valid = isHost(host);
        if (!valid) {
            in.problem(hostOption, hostText, VALID_HOST + hint(host));
        }
        if (port == 0) {
            in.problem("port", portText, VALID_PORT + hint(String.valueOf(portText)));
        }
        return valid && port != 0 ? new Destination(host, port) : NONE;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns whether a name service, or the host itself, could know a host of this name or address. */
    private static boolean isHost(String host) {
        if (DIGITS_AND_DOTS.matcher(host).matches() || host.indexOf(':') >= 0) {
            return Literal.isValid(host);
        }
        return NAME.matcher(host).matches() && !PLACEHOLDER.matcher(host).find();
    }

    /** Returns the port, 0 if it is none. */
    private static int port(String text) {
        int number = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return number <= 65535 ? number : 0;
    }

    private static String hint(String text) {
        return PLACEHOLDER.matcher(text).find() ? "; this looks like a placeholder that nothing has replaced" : "";
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
