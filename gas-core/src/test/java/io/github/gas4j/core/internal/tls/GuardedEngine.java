// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose tasks wait for a latch, and that counts how often another thread touched it while a task ran. Thread-safe:
 * what threads share is volatile or atomic.
 */
final class GuardedEngine extends SSLEngine {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    final AtomicInteger intrusions = new AtomicInteger();
    private final SSLEngine engine;
    private volatile @Nullable Thread worker;

    GuardedEngine(SSLEngine engine) {
        this.engine = engine;
    }

    private SSLEngine engine() {
        Thread working = worker;
        if (working != null && working != Thread.currentThread()) {
            intrusions.incrementAndGet();
        }
        return engine;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        Runnable task = engine().getDelegatedTask();
        return task == null
                ? null
                : () -> {
                    worker = Thread.currentThread();
                    begun.countDown();
                    try {
                        mayEnd.await();
                        task.run();
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    } finally {
                        worker = null;
                    }
                };
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int first, int count, ByteBuffer to) throws SSLException {
        return engine().wrap(from, first, count, to);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int first, int count) throws SSLException {
        return engine().unwrap(from, to, first, count);
    }

    @Override
    public void closeInbound() throws SSLException {
        engine().closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return engine().isInboundDone();
    }

    @Override
    public void closeOutbound() {
        engine().closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return engine().isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine().getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine().getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] names) {
        engine().setEnabledCipherSuites(names);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine().getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine().getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] names) {
        engine().setEnabledProtocols(names);
    }

    @Override
    public SSLSession getSession() {
        return engine().getSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine().beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return engine().getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine().setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return engine().getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine().setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine().getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine().setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine().getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine().setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine().getEnableSessionCreation();
    }
}
