// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.internal.util.Causes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The options and the state of a {@link GasSocket}. Each option is applied to the current connection and to every later
 * one. A getter asks the current connection or, if there is none, a new socket with the same options.
 *
 * <p>Thread-safe: {@code setting} allows only one option to be set at a time, so that the current connection has the
 * same options as the next one. An option is stored under the lock that a new connection needs to become live.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // no method here waits for the I/O of another thread
abstract class SocketBase extends Socket {

    @FunctionalInterface
    private interface Getter<T> {
        T of(Socket socket) throws IOException;
    }

    final SocketReconnector reconnector;
    private final ReentrantLock setting = new ReentrantLock();

    SocketBase(SocketReconnector reconnector) {
        this.reconnector = reconnector;
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        set("tcpNoDelay", socket -> socket.setTcpNoDelay(on));
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return get(Socket::getTcpNoDelay);
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        set("soLinger", socket -> socket.setSoLinger(on, seconds));
    }

    @Override
    public int getSoLinger() throws SocketException {
        return get(Socket::getSoLinger);
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        set("oobInline", socket -> socket.setOOBInline(on));
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        return get(Socket::getOOBInline);
    }

    /**
     * Sets how long a read waits for bytes on a connection, as {@link Socket#setSoTimeout} does. This time does not
     * include reconnecting, which {@link GasSocket#setMaxRetries} bounds. The time begins again on each new connection.
     *
     * @param millis 0 for no limit
     */
    @Override
    public void setSoTimeout(int millis) throws SocketException {
        set("soTimeout", socket -> socket.setSoTimeout(millis));
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return get(Socket::getSoTimeout);
    }

    @Override
    public void setSendBufferSize(int bytes) throws SocketException {
        set("sendBufferSize", socket -> socket.setSendBufferSize(bytes));
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return get(Socket::getSendBufferSize);
    }

    @Override
    public void setReceiveBufferSize(int bytes) throws SocketException {
        set("receiveBufferSize", socket -> socket.setReceiveBufferSize(bytes));
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return get(Socket::getReceiveBufferSize);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        set("keepAlive", socket -> socket.setKeepAlive(on));
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return get(Socket::getKeepAlive);
    }

    @Override
    public void setTrafficClass(int trafficClass) throws SocketException {
        set("trafficClass", socket -> socket.setTrafficClass(trafficClass));
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return get(Socket::getTrafficClass);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        set("reuseAddress", socket -> socket.setReuseAddress(on));
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return get(Socket::getReuseAddress);
    }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        reconnector
                .live()
                .remember(
                        "performancePreferences",
                        socket -> socket.setPerformancePreferences(connectionTime, latency, bandwidth));
    }

    @Override
    public <T extends @Nullable Object> Socket setOption(SocketOption<T> name, T value) throws IOException {
        setAny(name, socket -> socket.setOption(name, value));
        return this;
    }

    @Override
    public <T extends @Nullable Object> T getOption(SocketOption<T> name) throws IOException {
        return getAny(socket -> socket.getOption(name));
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return reconnector.live().latest().supportedOptions();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return reconnector.live().latest().getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return reconnector.live().latest().getLocalAddress();
    }

    @Override
    public int getPort() {
        return reconnector.live().latest().getPort();
    }

    @Override
    public int getLocalPort() {
        return reconnector.live().latest().getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return reconnector.live().latest().getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return reconnector.live().latest().getLocalSocketAddress();
    }

    /** Returns null, because the socket has no channel. */
    @Override
    public @Nullable SocketChannel getChannel() {
        return null;
    }

    /** Returns whether there has been a connection. There may be none at this moment. */
    @Override
    public boolean isConnected() {
        return reconnector.live().latest().isConnected();
    }

    @Override
    public boolean isBound() {
        return reconnector.live().latest().isBound();
    }

    @Override
    public boolean isClosed() {
        return reconnector.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return reconnector.live().isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return reconnector.live().isOutputShutdown();
    }

    /** Returns the state and the addresses as readable text. */
    @Override
    public String toString() {
        String state = isClosed()
                ? "closed"
                : reconnector.live().get() != null ? "connected" : isConnected() ? "reconnecting" : "unconnected";
        return getClass().getSimpleName() + "[" + state + ", "
                + reconnector.live().latest() + "]";
    }

    private void set(String option, KeptOptions.Setting setting) throws SocketException {
        try {
            setAny(option, setting);
        } catch (SocketException failure) {
            throw failure;
        } catch (IOException failure) {
            throw asSocketException(failure);
        }
    }

    private <T> T get(Getter<T> getter) throws SocketException {
        try {
            return getAny(getter);
        } catch (SocketException failure) {
            throw failure;
        } catch (IOException failure) {
            throw asSocketException(failure);
        }
    }

    /** Tests the option before it is stored, so that an invalid value is never applied to later connections. */
    private void setAny(Object option, KeptOptions.Setting value) throws IOException {
        setting.lock();
        try {
            reconnector.throwIfClosed();
            SocketConnection tried = reconnector.live().get();
            if (tried == null || !isApplied(value, tried)) {
                try (Socket like = reconnector.openLikeNext()) {
                    value.applyTo(like);
                }
            }
            SocketConnection now = reconnector.live().remember(option, value);
            if (now != null && !now.equals(tried)) {
                isApplied(value, now);
            }
        } finally {
            setting.unlock();
        }
    }

    /** Applies an option. Returns false if that fails because the connection is no longer in use. */
    private boolean isApplied(KeptOptions.Setting value, SocketConnection connection) throws IOException {
        try {
            value.applyTo(connection.socket());
            return true;
        } catch (IOException failure) {
            if (reconnector.live().is(connection)) {
                throw failure;
            }
            return false;
        }
    }

    private <T extends @Nullable Object> T getAny(Getter<T> getter) throws IOException {
        reconnector.throwIfClosed();
        SocketConnection asked = reconnector.live().get();
        if (asked != null) {
            try {
                return getter.of(asked.socket());
            } catch (IOException failure) {
                if (reconnector.live().is(asked)) {
                    throw failure;
                }
            }
        }
        try (Socket like = reconnector.openLikeNext()) {
            return getter.of(like);
        }
    }

    private static SocketException asSocketException(IOException failure) {
        SocketException wrapped = new SocketException(Causes.text(failure));
        wrapped.initCause(failure);
        return wrapped;
    }
}
