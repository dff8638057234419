// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates {@link GasSocket}s for libraries that take a {@link SocketFactory}. What such a library sends must make sense
 * on a new connection too: a protocol that begins with a greeting or a login does not survive a reconnect.
 *
 * <p>Thread-safe: immutable.
 */
public final class GasSocketFactory extends SocketFactory {
    private final int maxRetries;
    private final Duration retryInterval;

    /** Creates a factory of sockets with the defaults: 10 retries, and a delay of 10 ms before the first. */
    public GasSocketFactory() {
        this(RetryLimit.DEFAULT_MAX_RETRIES, RetryLimit.DEFAULT_RETRY_INTERVAL);
    }

    /**
     * Creates a factory of sockets with this retry limit and interval.
     *
     * @param maxRetries as for {@link GasSocket#setMaxRetries}
     * @param retryInterval as for {@link GasSocket#setRetryInterval}
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public GasSocketFactory(int maxRetries, Duration retryInterval) {
        RetryLimit limit = new RetryLimit();
        limit.maxRetries(maxRetries);
        limit.retryInterval(retryInterval);
        this.maxRetries = limit.maxRetries();
        this.retryInterval = limit.retryInterval();
    }

    /**
     * Returns a factory with the defaults, for frameworks that take the name of a factory class and call this method.
     *
     * @return a new factory
     */
    public static SocketFactory getDefault() {
        return new GasSocketFactory();
    }

    @Override
    public Socket createSocket() {
        return limited(new GasSocket());
    }

    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
        return limited(new GasSocket(host, port));
    }

    @Override
    public Socket createSocket(@Nullable String host, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return limited(new GasSocket(host, port, localAddress, localPort));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return limited(new GasSocket(address, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return limited(new GasSocket(address, port, localAddress, localPort));
    }

    private Socket limited(GasSocket socket) {
        socket.setMaxRetries(maxRetries);
        socket.setRetryInterval(retryInterval);
        return socket;
    }
}
