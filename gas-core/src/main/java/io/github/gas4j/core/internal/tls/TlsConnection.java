// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.internal.net.Answer;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.ConnectionParts;
import io.github.gas4j.core.internal.net.SendQueue;
import io.github.gas4j.core.internal.net.ShownQueue;
import io.github.gas4j.core.internal.tls.TlsInput.Step;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A TCP connection with TLS. Confined to the sender's thread. */
final class TlsConnection implements Connection {
    /** Most reads in one call, so that a peer that sends without end does not keep the sender from writing. */
    private static final int MOST_READS = 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final long connectNanos;
    private final ClientCertificate certificate;
    private final Answer answer = new Answer();
    private final TlsEngine tls;
    private final ShownQueue queue;
    /** Whether our FIN has left. */
    private boolean ended;

    private boolean ignoresInput;

    /** A connected channel, its key, and how long it took to connect. Immutable. */
    record Link(SocketChannel channel, SelectionKey key, long connectNanos) {}

    TlsConnection(
            Link link, ConnectionParts parts, SSLEngine engine, HandshakeTasks tasks, ClientCertificate certificate)
            throws SSLException {
        channel = link.channel();
        key = link.key();
        connectNanos = link.connectNanos();
        this.certificate = certificate;
        tls = new TlsEngine(engine, channel, tasks, answer);
        queue = new ShownQueue(channel, parts, tls::taken);
        key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public SocketAddress remote() throws IOException {
        return channel.getRemoteAddress();
    }

    @Override
    public boolean makeReady() throws IOException {
        try {
            boolean ready = tls.makeReady();
            if (ready) {
                certificate.sent(tls.session());
            }
            updateInterest();
            return ready;
        } catch (IOException failure) {
            throw tls.explained(failure);
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        try {
            int written = tls.write(bytes);
            updateInterest();
            return written;
        } catch (IOException failure) {
            throw tls.explained(failure);
        }
    }

    @Override
    public Incoming receive() throws IOException {
        certificate.tick();
        try {
            long enough = tls.reads() + MOST_READS;
            while (tls.reads() < enough || tls.holdsRecord()) {
                Step step = tls.read();
                if (step != Step.RECORD) {
                    updateInterest();
                    return step == Step.ENDED ? Incoming.ENDED : Incoming.NOTHING;
                }
            }
            return Incoming.MORE;
        } catch (IOException failure) {
            throw tls.explained(failure);
        }
    }

    @Override
    public long taken() {
        return tls.taken();
    }

    @Override
    public long connectNanos() {
        return connectNanos;
    }

    @Override
    public @Nullable SendQueue sendQueue() {
        return queue.get();
    }

    @Override
    public boolean canBeAsked() {
        return tls.canAsk();
    }

    @Override
    public long ask() throws IOException {
        try {
            long question = tls.ask();
            updateInterest();
            return question;
        } catch (IOException failure) {
            throw tls.explained(failure);
        }
    }

    @Override
    public long answered() {
        return tls.answers();
    }

    @Override
    public void ignoreInput() {
        ignoresInput = true;
        key.interestOps(0);
    }

    @Override
    public String answer() {
        if (tls.isReady() && !tls.hasFailed()) {
            try {
                receive(); // a write may have failed before the peer's last bytes were read
            } catch (IOException lost) {
                // then there is only what was read before
            }
        }
        return answer.inWords();
    }

    /** Sends a close_notify, then the FIN. */
    @Override
    public boolean endOutput() throws IOException {
        try {
            if (!ended && tls.sayGoodbye()) {
                channel.shutdownOutput();
                ended = true;
            }
            updateInterest();
            return ended;
        } catch (IOException failure) {
            throw tls.explained(failure);
        }
    }

    /** Returns false, because the library takes bytes out of the kernel before the application asks for them. */
    @Override
    public boolean endProvesReading() {
        return false;
    }

    @Override
    public boolean isEndAnswered() {
        return ended && tls.isEndAnswered();
    }

    @Override
    public void close() {
        try {
            if (tls.isReady() && !ended && !tls.hasFailed()) {
                tls.sayGoodbye(); // or the peer's log would tell of a truncation
            }
        } catch (IOException lost) {
            // then the peer hears nothing more
        } finally {
            queue.closeWithChannel();
        }
    }

    private void updateInterest() {
        if (!ignoresInput && channel.isOpen()) {
            int reads = tls.isWaitingForTask() ? 0 : SelectionKey.OP_READ; // or it would spin
            int interest = tls.isFlushed() ? reads : reads | SelectionKey.OP_WRITE;
            if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        }
    }
}
