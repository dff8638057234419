// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Where a client sends events to: a host that is not resolved yet, and a port. The constructor checks nothing.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Destination(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
