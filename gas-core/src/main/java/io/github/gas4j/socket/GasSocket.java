// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.net.Resolver;
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
 * A TCP socket that reconnects by itself: what GoAutoSocket's {@code gas.Dial} is to {@code net.Dial}, this is to
 * {@code new Socket(host, port)}. When a connection fails, a write or read waits, connects anew with exponential backoff
 * and goes on; after {@link #setMaxRetries maxRetries} attempts it throws {@link MaxRetriesExceededException}, and the
 * next call begins with no retries used.
 *
 * <ul>
 *   <li><b>Write</b>: one call is the unit. After a failure its whole array is written again on the new connection, so a
 *       unit can arrive twice, and half of one at the end of a connection. TCP confirms nothing: units that the kernels
 *       held when the peer died are lost without an error.
 *   <li><b>Read</b>: the end of a connection is not the end of the stream; reading goes on with the next.
 *   <li><b>Options</b> are applied again to each connection; the name is looked up again, and its addresses are tried in
 *       turn. Reconnecting takes at most the timeout given to {@link #connect(SocketAddress, int)} for each address, or
 *       5 s if none was.
 *   <li>{@link #close} ends every wait of every thread at once with {@link SocketException}. An interrupt ends a wait for
 *       a connection with {@link java.io.InterruptedIOException}, the flag set and the socket usable. In the middle of
 *       reading or writing an interrupt does what {@link Socket} says: nothing on a platform thread; on a virtual one it
 *       ends the connection, and the call with {@code InterruptedIOException}.
 *   <li>After {@link #shutdownOutput} there is no other connection: the end of the input is then the end of the stream, and
 *       a failure is thrown as it is.
 * </ul>
 *
 * <p>Addresses are those of the connection or, while there is none, what a closed {@code Socket} says of the last (the
 * local address is then the wildcard); {@link #isConnected} stays true between connections and {@link #isClosed} is false
 * until {@link #close}. What is not described otherwise is as {@link Socket} says. More in {@code docs/socket.md}.
 *
 * <p>Thread-safe: what changes is kept in the reconnector, whose lock is never held across I/O.
 */
public final class GasSocket extends SocketBase {
    private final InputStream in;
    private final SocketOutput out;

    /** Makes a socket that is not connected. */
    public GasSocket() {
        this(Socket::new);
    }

    /**
     * Makes a socket that is not connected and connects through a proxy, as {@link Socket#Socket(Proxy)} does; names are
     * looked up before the proxy is asked.
     *
     * @param proxy of a type that {@code Socket} takes
     */
    public GasSocket(Proxy proxy) {
        this(() -> new Socket(proxy));
    }

    /**
     * Makes a connected socket.
     *
     * @param host a name or an address; null for the loopback address
     * @param port 0 to 65535
     * @throws IOException if the one attempt to connect fails: the first connection is not retried
     */
    public GasSocket(@Nullable String host, int port) throws IOException {
        this();
        reconnector.connect(serverOf(host, port), 0);
    }

    /**
     * Makes a connected socket.
     *
     * @param address connected to first; later connections go to what its name means then, if it has one
     * @param port 0 to 65535
     * @throws IOException if the one attempt to connect fails
     */
    public GasSocket(InetAddress address, int port) throws IOException {
        this();
        reconnector.connect(serverOf(address, port), 0);
    }

    /**
     * Makes a connected socket whose connections come from a local address.
     *
     * @param host a name or an address; null for the loopback address
     * @param port 0 to 65535
     * @param localAddress null for any
     * @param localPort 0 for any, which is the better choice: another must be free again at each reconnect
     * @throws IOException if the one attempt to connect fails
     */
    public GasSocket(@Nullable String host, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        this();
        SocketConnector.Server server = serverOf(host, port);
        bind(new InetSocketAddress(localAddress, checked("localPort", localPort)));
        reconnector.connect(server, 0);
    }

    /**
     * Makes a connected socket whose connections come from a local address.
     *
     * @param address connected to first; later connections go to what its name means then, if it has one
     * @param port 0 to 65535
     * @param localAddress null for any
     * @param localPort 0 for any, which is the better choice: another must be free again at each reconnect
     * @throws IOException if the one attempt to connect fails
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
     * Connects to a server: GoAutoSocket's {@code gas.Dial}.
     *
     * @param host a name or an address
     * @param port 0 to 65535
     * @return a connected socket
     * @throws IOException if the one attempt to connect fails: the first connection is not retried
     */
    public static GasSocket connect(String host, int port) throws IOException {
        return new GasSocket(host, port);
    }

    /**
     * Sets how many attempts to reconnect a call waits for before it gives up. In force at once; a call that is waiting
     * asks for it after each attempt.
     *
     * @param maxRetries -1 for never giving up, 0 for never reconnecting; 10 by default
     * @throws IllegalArgumentException if below -1
     */
    public void setMaxRetries(int maxRetries) {
        reconnector.limit().maxRetries(maxRetries);
    }

    /**
     * Returns how many attempts to reconnect a call waits for before it gives up.
     *
     * @return -1 for never giving up
     */
    public int getMaxRetries() {
        return reconnector.limit().maxRetries();
    }

    /**
     * Sets the delay before a call's first attempt to reconnect. It doubles with every further attempt of the call, up to
     * 10 s or the interval itself if that is longer. In force from the next delay on.
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
     * Makes the first connection, in one attempt that is not retried; if it fails, the socket is closed. Unlike
     * {@link Socket}, it takes an unresolved address, too, and tries all addresses of the name. An address that is
     * resolved is connected to as it is; later connections go to what its name, if it has one, means then.
     *
     * @param endpoint an {@link InetSocketAddress}
     * @param timeoutMillis bounds the lookup of a name and the connecting to each address, later again at each attempt; 0
     *     for no bound now and 5 s later
     * @throws IOException if the attempt fails, or the socket is connected or closed
     * @throws IllegalArgumentException if the address or the timeout is of no use
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
     * Chooses the local address of the connections. With a port other than 0, each of them needs that port free.
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
     * Returns the input over all connections, always the same object. A read goes on with the next connection when one
     * ends or fails, and returns -1 only after {@link #shutdownInput} or {@link #shutdownOutput}. Bytes that a connection
     * took to its grave are not read again, and the stream does not say where one connection ends and the next begins.
     * {@link java.net.SocketTimeoutException} passes through and leaves the connection alone. Closing it closes the socket.
     */
    @Override
    public InputStream getInputStream() throws IOException {
        throwUnlessOpen(isInputShutdown(), "input");
        return in;
    }

    /**
     * Returns the output over all connections, always the same object. Each call of its {@code write} is one unit; wrapped
     * in a {@link java.io.BufferedOutputStream}, each flush of the buffer is. A transfer from another stream
     * ({@code from.transferTo(out)}) writes one unit for each piece it has read: after a failure the piece at hand is sent
     * again, whole, and none before it. Closing it closes the socket.
     */
    @Override
    public OutputStream getOutputStream() throws IOException {
        throwUnlessOpen(isOutputShutdown(), "output");
        return out;
    }

    /** Sends one byte of urgent data between two units; if that fails, or there is no connection, it is not repeated. */
    @Override
    public void sendUrgentData(int data) throws IOException {
        throwUnlessOpen(isOutputShutdown(), "output");
        out.sendUrgentData(data);
    }

    /**
     * Ends the input: reads return -1 from now on, on this connection and on those to come. A read that waits for a
     * connection ends with that wait.
     */
    @Override
    public void shutdownInput() throws IOException {
        throwUnlessOpen(isInputShutdown(), "input");
        reconnector.live().shutdownInput();
    }

    /**
     * Ends the output, and with it the reconnecting: what was written on this connection could not be repeated on another.
     * Needs a connection at this moment.
     */
    @Override
    public void shutdownOutput() throws IOException {
        throwUnlessOpen(isOutputShutdown(), "output");
        reconnector.live().shutdownOutput();
    }

    /** Closes the socket for good; every wait of every thread ends at once with {@link SocketException}. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it must not wait for anyone
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
