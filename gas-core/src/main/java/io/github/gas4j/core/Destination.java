// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.regex.Pattern;

/**
 * Where a client sends to: a name or address that is not resolved yet, and a port.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port 1 to 65535
 */
record Destination(String host, int port) {
    static final String VALID = "host:port with a port from 1 to 65535, like logs.example.com:5170 or [::1]:5170";

    private static final Pattern NAME = Pattern.compile("[^\\s/:\\[\\],@]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /** Reads the options that name a destination, in either spelling. */
    static Destination read(OptionReader in) {
        String text = in.text("destination");
        String host = in.text("host");
        String remoteHost = in.text("remoteHost");
        String port = in.text("port");
        String name = text != null ? "destination" : remoteHost != null ? "remoteHost" : "host";
        if ((text != null && (host != null || remoteHost != null || port != null))
                || (host != null && remoteHost != null)) {
            in.problem(name, text != null ? text : remoteHost, "either destination, or host (or remoteHost) and port");
        } else if (text != null && text.indexOf(',') >= 0) {
            in.problem(name, text, "one destination: this version does not have several yet");
        } else if (text == null && host == null && remoteHost == null) {
            in.problem("destination", port, VALID);
        } else {
            String hostText = host != null ? host : remoteHost;
            try {
                return text != null ? parse(text) : of(String.valueOf(hostText), port == null ? "" : port);
            } catch (IllegalArgumentException invalid) {
                String given = text != null ? text : hostText + (port == null ? " without port" : ":" + port);
                in.problem(name, given, VALID);
            }
        }
        return new Destination("", 0);
    }

    /** Reads {@code host:port}; throws {@link IllegalArgumentException} for anything else. */
    static Destination parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no port");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address needs brackets");
        }
        return of(bracketed ? host.substring(1, host.length() - 1) : host, text.substring(colon + 1));
    }

    /** Makes a destination of its two parts; the host may be an IPv6 address with or without brackets. */
    static Destination of(String host, String port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!NAME.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            throw new IllegalArgumentException("not a host");
        }
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("not a port");
        }
        return new Destination(bare, number);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
