// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import org.jspecify.annotations.Nullable;

/**
 * Where a client sends events to: a host that is not resolved yet, and a port; or the file of a Unix domain socket. The
 * constructors check nothing.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets; "" with a path
 * @param port 1 to 65535; 0 with a path
 * @param path the path of a Unix domain socket, or null for a host and a port
 */
public record Destination(String host, int port, @Nullable String path) {
    /** Creates the destination of a host and a port. */
    public Destination(String host, int port) {
        this(host, port, null);
    }

    /** Returns the destination of a Unix domain socket with this path. */
    public static Destination unix(String path) {
        return new Destination("", 0, path);
    }

    /** Returns {@code host:port}, with brackets around an IPv6 address, or {@code unix:/path}. */
    @Override
    public String toString() {
        if (path != null) {
            return "unix:" + path;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
