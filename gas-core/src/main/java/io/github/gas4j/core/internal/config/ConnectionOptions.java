// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.DurationOption.HOUR;
import static io.github.gas4j.core.internal.option.DurationOption.MILLI;
import static io.github.gas4j.core.internal.option.SizeOption.KIB;
import static io.github.gas4j.core.internal.option.SizeOption.MIB;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.TlsSource;
import io.github.gas4j.core.internal.option.AddressOption;
import io.github.gas4j.core.internal.option.DurationOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.SizeOption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of connections. Immutable.
 *
 * @param localAddress where they come from, or null for any address
 * @param connectTimeout bound on connecting to one address, TLS included, and on the wait for a name lookup
 * @param dnsFallback whether a name is asked for past the JVM's cache when its addresses do not help
 * @param writeTimeout for how long a socket may take no byte before the connection is replaced
 * @param sendBufferSize SO_SNDBUF in bytes
 * @param tls the options of TLS, or null if connections are not encrypted
 */
public record ConnectionOptions(
        @Nullable InetAddress localAddress,
        Duration connectTimeout,
        boolean dnsFallback,
        Duration writeTimeout,
        int sendBufferSize,
        @Nullable TlsOptions tls) {
    private static final AddressOption LOCAL_ADDRESS =
            new AddressOption("localAddress", "the address that connections come from");
    private static final DurationOption CONNECT_TIMEOUT = new DurationOption(
            "connectTimeout",
            Duration.ofSeconds(5),
            MILLI,
            HOUR,
            "bound on connecting to one address, TLS included, and on the wait for a name lookup");
    private static final FlagOption DNS_FALLBACK = new FlagOption(
            "dnsFallback", true, "whether a name whose addresses do not help is asked for past the JVM's cache");
    private static final DurationOption WRITE_TIMEOUT = new DurationOption(
            "writeTimeout",
            Duration.ofSeconds(30),
            MILLI,
            HOUR,
            "for how long a socket may take no byte before the connection is replaced");
    private static final SizeOption SEND_BUFFER_SIZE = new SizeOption(
            "sendBufferSize", 64 * KIB, 4 * KIB, 64 * MIB, "the size of the socket's send buffer, SO_SNDBUF");

    static ConnectionOptions read(OptionReader in, @Nullable TlsSource tls, List<Destination> destinations) {
        ConnectionOptions read = new ConnectionOptions(
                LOCAL_ADDRESS.read(in),
                CONNECT_TIMEOUT.read(in),
                DNS_FALLBACK.read(in),
                WRITE_TIMEOUT.read(in),
                (int) SEND_BUFFER_SIZE.read(in),
                TlsOptions.read(in, tls, destinations));
        DestinationReader.refuseForSocketFile(in, destinations, read.localAddress, read.tls);
        return read;
    }

    /** Returns whether a connection that was made with one of these options suits the other. */
    public boolean connectsLike(ConnectionOptions other) {
        return Objects.equals(localAddress, other.localAddress)
                && writeTimeout.equals(other.writeTimeout)
                && sendBufferSize == other.sendBufferSize
                && Objects.equals(tls, other.tls);
    }
}
