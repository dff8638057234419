// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import io.github.gas4j.core.internal.option.OptionReader;
import java.util.List;
import java.util.Map;

/**
 * All options of a client. Immutable.
 *
 * @param destinations the options of where connections go
 * @param connection the options of connections
 * @param buffer the options of the buffer
 * @param retry the options of retries and of expiry
 * @param delivery the options of delivery
 * @param wire the options of what goes on the wire, and the layout's header and footer
 * @param drop the options of events that are not sent
 * @param lifeCycle the options of a client's start and end
 */
public record ClientOptions(
        DestinationOptions destinations,
        ConnectionOptions connection,
        BufferOptions buffer,
        RetryOptions retry,
        DeliveryOptions delivery,
        WireOptions wire,
        DropOptions drop,
        LifeCycleOptions lifeCycle) {

    /** Reads all options, in the order in which they are documented. The reader then has the problems, if any. */
    public static ClientOptions read(OptionReader in, Supplied supplied) {
        DestinationOptions destinations = DestinationOptions.read(in);
        ConnectionOptions connection = ConnectionOptions.read(in, supplied.tls(), destinations.all());
        BufferOptions buffer = BufferOptions.read(in);
        RetryOptions retry = RetryOptions.read(in);
        DeliveryOptions delivery = DeliveryOptions.read(in, buffer);
        WireOptions wire = WireOptions.read(in, buffer, supplied.header(), supplied.footer());
        return new ClientOptions(
                destinations,
                connection,
                buffer,
                retry,
                delivery,
                wire,
                DropOptions.read(in, wire.framing()),
                LifeCycleOptions.read(in));
    }

    /** Reads options that are known to be valid, alone. */
    public static ClientOptions of(Map<String, String> options) {
        OptionReader in = new OptionReader(options);
        ClientOptions read = read(in, Supplied.nothing());
        List<String> problems = in.finish();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return read;
    }
}
