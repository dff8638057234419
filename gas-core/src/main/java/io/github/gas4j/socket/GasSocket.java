// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.names.Resolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket that reconnects by itself. It replaces {@code new Socket(host, port)} as GoAutoSocket's {@code gas.Dial}
 * replaces {@code net.Dial}. When the connection fails, the current write or read call reconnects with exponential
 * backoff and then continues. After {@link #setMaxRetries maxRetries} attempts the call throws
 * {@link MaxRetriesExceededException}. The next call begins with no retries used.
 *
 * <ul>
 *   <li><b>Write</b>: each call writes one unit. After a failure the whole array is written again on the new
 *       connection, so a unit can arrive twice, and the old connection can end with part of a unit. TCP does not
 *       confirm writes: units that are still in a kernel buffer when the peer dies are lost without an error.
 *   <li><b>Read</b>: the end of a connection is not the end of the stream. Reading continues on the next connection.
 *   <li><b>Options</b> are applied again to each connection. Each reconnect looks the name up again and tries its
 *       addresses in turn. The timeout given to {@link #connect(SocketAddress, int)}, or 5 s if there was none, bounds
 *       the connect to each address.
 *   <li>{@link #close} ends every wait of every thread at once with {@link SocketException}. An interrupt ends a wait
 *       for a connection with {@link java.io.InterruptedIOException}; the interrupt flag stays set and the socket stays
 *       usable. During a read or write, an interrupt does what {@link Socket} says: nothing on a platform thread; on a
 *       virtual thread it ends the connection, and the call with {@code InterruptedIOException}.
 *   <li>After {@link #shutdownOutput} there is no other connection: the end of the input is then the end of the stream,
 *       and a failure is thrown without a retry.
 * </ul>
 *
 * <p>While disconnected, addresses are those of the previous connection, as with a closed {@code Socket} (the local
 * address is then the wildcard). {@link #isConnected} stays true between connections, and {@link #isClosed} is false
 * until {@link #close}. Everything else behaves as in {@link Socket}. See also {@code docs/socket.md}.
 *
 * <p>Thread-safe: the reconnector keeps the state that changes, and its lock is never held across I/O.
 */
public final class GasSocket extends SocketBase {
    private final InputStream in;
    private final SocketOutput out;

    /** Creates an unconnected socket. */
    public GasSocket() {
        this(Socket::new);
    }

    /**
     * Creates an unconnected socket that connects through a proxy, as {@link Socket#Socket(Proxy)} does. Host names are
     * looked up locally, not by the proxy.
     *
     * @param proxy a proxy of a type that {@code Socket} supports
     */
    public GasSocket(Proxy proxy) {
        this(() -> new Socket(proxy));
    }

    /**
     * Creates a connected socket.
     *
     * @param host a name or an address; null for the loopback address
     * @param port 0 to 65535
     * @throws IOException if the connect attempt fails; the first connection is not retried
     */
    public GasSocket(@Nullable String host, int port) throws IOException {
        this();
        reconnector.connect(serverOf(host, port), 0);
    }

    /**
     * Creates a connected socket.
     *
     * @param address the address of the first connection; later ones look its host name up again, if it has one
     * @param port 0 to 65535
     * @throws IOException if the connect attempt fails
     */
    public GasSocket(InetAddress address, int port) throws IOException {
        this();
        reconnector.connect(serverOf(address, port), 0);
    }

    /**
     * Creates a connected socket and binds all its connections to a local address.
     *
     * @param host a name or an address; null for the loopback address
     * @param port 0 to 65535
     * @param localAddress null for any
     * @param localPort 0 for any free port, which is recommended; another port must be free again at each reconnect
     * @throws IOException if the connect attempt fails
     */
    public GasSocket(@Nullable String host, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        this();
        SocketConnector.Server server = serverOf(host, port);
        bind(new InetSocketAddress(localAddress, checked("localPort", localPort)));
        reconnector.connect(server, 0);
    }

    /**
     * Creates a connected socket and binds all its connections to a local address.
     *
     * @param address the address of the first connection; later ones look its host name up again, if it has one
     * @param port 0 to 65535
     * @param localAddress null for any
     * @param localPort 0 for any free port, which is recommended; another port must be free again at each reconnect
     * @throws IOException if the connect attempt fails
     */
    public GasSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        this();
        SocketConnector.Server server = serverOf(address, port);
        bind(new InetSocketAddress(localAddress, checked("localPort", localPort)));
        reconnector.connect(server, 0);
    }

    private GasSocket(Supplier<Socket> sockets) {
        this(sockets, InetAddress::getAllByName, System::nanoTime);
    }

    GasSocket(Supplier<Socket> sockets, Resolver.Names names, LongSupplier clock) {
        super(SocketReconnector.of(sockets, names, clock));
        in = new SocketInput(reconnector, this);
        out = new SocketOutput(reconnector, this);
    }

    /**
     * Connects to a server, as GoAutoSocket's {@code gas.Dial} does.
     *
     * @param host a name or an address
     * @param port 0 to 65535
     * @return a connected socket
     * @throws IOException if the connect attempt fails; the first connection is not retried
     */
    public static GasSocket connect(String host, int port) throws IOException {
        return new GasSocket(host, port);
    }

    /**
     * Sets how many attempts to reconnect a call waits for before it gives up. Takes effect at once, because a waiting
     * call reads the limit after each attempt.
     *
     * @param maxRetries -1 to never give up, 0 to never reconnect; 10 by default
     * @throws IllegalArgumentException if below -1
     */
    public void setMaxRetries(int maxRetries) {
        reconnector.limit().maxRetries(maxRetries);
    }

    /**
     * Returns how many attempts to reconnect a call waits for before it gives up.
     *
     * @return -1 if calls never give up
     */
    public int getMaxRetries() {
        return reconnector.limit().maxRetries();
    }

    /**
     * Sets the delay before a call's first attempt to reconnect. The delay doubles with every further attempt of the
     * call, up to 10 s or, if longer, the interval itself. Takes effect at the next delay.
     *
     * @param interval 1 ms to 1 h; 10 ms by default
     * @throws IllegalArgumentException if out of this range
     */
    public void setRetryInterval(Duration interval) {
        reconnector.limit().retryInterval(interval);
    }

    /**
     * Returns the delay before a call's first attempt to reconnect.
     *
     * @return 1 ms to 1 h
     */
    public Duration getRetryInterval() {
        return reconnector.limit().retryInterval();
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /**
     * Makes the first connection in one attempt, which is not retried. If it fails, the socket is closed. Unlike
     * {@link Socket}, this method also takes an unresolved address, and tries all addresses of its name. A resolved
     * address is used as it is. If it has a host name, later connections look this name up again.
     *
     * @param endpoint an {@link InetSocketAddress}
     * @param timeoutMillis bounds the lookup of the name and the connect to each address, also at each reconnect; 0 for
     *     no bound now and 5 s at each reconnect
     * @throws IOException if the attempt fails, or the socket is already connected or closed
     * @throws IllegalArgumentException if the endpoint is of another type or the timeout is negative
     */
    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("endpoint is " + endpoint + "; valid: an InetSocketAddress");
        }
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException(
                    "timeout is " + timeoutMillis + "; valid: 0 (none) or more milliseconds");
        }
        reconnector.connect(serverOf(address), timeoutMillis);
    }

    /**
     * Sets the local address of all connections. A port other than 0 must be free for each of them.
     *
     * @param local an {@link InetSocketAddress}; null for any
     */
    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        SocketAddress address = local == null ? new InetSocketAddress(0) : local;
        if (!(address instanceof InetSocketAddress inetAddress)) {
            throw new IllegalArgumentException("local is " + address + "; valid: an InetSocketAddress");
        }
        reconnector.bind(inetAddress);
    }

    /**
     * Returns the input over all connections, always the same object. When a connection ends or fails, a read continues
     * on the next one. It returns -1 only after {@link #shutdownInput} or {@link #shutdownOutput}. Bytes lost with a
     * connection are not read again, and the stream does not show where one connection ends and the next begins. A
     * {@link java.net.SocketTimeoutException} leaves the connection open. Closing the stream closes the socket.
     */
    @Override
    public InputStream getInputStream() throws IOException {
        throwUnlessOpen(isInputShutdown(), "input");
        return in;
    }

    /**
     * Returns the output over all connections, always the same object. Each {@code write} call is one unit; inside a
     * {@link java.io.BufferedOutputStream}, each flush of its buffer is one. A transfer from another stream
     * ({@code from.transferTo(out)}) writes each piece that it reads as one unit. After a failure only the current
     * piece is sent again, as a whole. Closing the stream closes the socket.
     */
    @Override
    public OutputStream getOutputStream() throws IOException {
        throwUnlessOpen(isOutputShutdown(), "output");
        return out;
    }

    /** Sends one byte of urgent data between two units. Fails if there is no connection. A failure is not retried. */
    @Override
    public void sendUrgentData(int data) throws IOException {
        throwUnlessOpen(isOutputShutdown(), "output");
        out.sendUrgentData(data);
    }

    /**
     * Ends the input. Reads return -1 from now on, on this and every later connection. A read that is waiting for a
     * connection ends when that wait ends.
     */
    @Override
    public void shutdownInput() throws IOException {
        throwUnlessOpen(isInputShutdown(), "input");
        reconnector.live().shutdownInput();
    }

    /**
     * Ends the output and stops reconnecting, because what was written on this connection could not be repeated on
     * another. Fails if there is no connection at this moment.
     */
    @Override
    public void shutdownOutput() throws IOException {
        throwUnlessOpen(isOutputShutdown(), "output");
        reconnector.live().shutdownOutput();
    }

    /** Closes the socket permanently. Ends every wait of every thread at once with {@link SocketException}. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it must not wait for I/O of another thread
    public void close() throws IOException {
        reconnector.close();
    }

    private void throwUnlessOpen(boolean isShutdown, String direction) throws SocketException {
        reconnector.throwIfClosed();
        if (!isConnected()) {
            throw new SocketException("Socket is not connected");
        }
        if (isShutdown) {
            throw new SocketException("Socket " + direction + " is shutdown");
        }
    }

    private static SocketConnector.Server serverOf(@Nullable String host, int port) {
        return host == null
                ? serverOf(InetAddress.getLoopbackAddress(), port)
                : new SocketConnector.Server(new Destination(host, checked("port", port)), null);
    }

    private static SocketConnector.Server serverOf(InetAddress address, int port) {
        return serverOf(new InetSocketAddress(address, checked("port", port)));
    }

    private static SocketConnector.Server serverOf(InetSocketAddress address) {
        return new SocketConnector.Server(
                new Destination(address.getHostString(), address.getPort()), address.getAddress());
    }

    private static int checked(String name, int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(name + " is " + port + "; valid: 0 to 65535");
        }
        return port;
    }
}
