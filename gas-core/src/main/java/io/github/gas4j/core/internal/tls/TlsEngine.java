// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.internal.net.Answer;
import io.github.gas4j.core.internal.tls.TlsInput.Step;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Speaks TLS over a channel that does not block. What the engine wants is done by the same code during the handshake and
 * after it, because either side may change its keys, and a peer with TLS 1.2 may ask for another handshake.
 *
 * <p>Confined to the sender's thread, which leaves the engine alone while a task of the handshake runs.
 */
final class TlsEngine {
    private static final int MOST_READS_FOR_REASON = 16;

    private final SSLEngine engine;
    private final HandshakeTasks tasks;
    private final TlsOutput output;
    private final TlsInput input;
    private HandshakeTasks.@Nullable Task task;
    /** Whether a task is to begin when another one has ended. */
    private boolean awaitsTask;

    private boolean ready;
    /** Whether our close_notify is encrypted. */
    private boolean closing;

    private boolean failed;
    /** Requests for new keys that were sent because of questions. */
    private long requests;
    /** How many requests the peer has answered. */
    private long answers;

    TlsEngine(SSLEngine engine, ByteChannel channel, HandshakeTasks tasks, Answer answer) throws SSLException {
        this.engine = engine;
        this.tasks = tasks;
        output = new TlsOutput(engine, channel);
        input = new TlsInput(engine, channel, answer);
        engine.beginHandshake();
    }

    /** Returns whether the handshake is over. */
    boolean isReady() {
        return ready;
    }

    /** Returns whether the connection has failed, so that nothing can be read or written any more. */
    boolean hasFailed() {
        return failed;
    }

    /** Returns whether the channel has taken everything that was encrypted. */
    boolean isFlushed() {
        return output.isFlushed();
    }

    /** Returns how many encrypted bytes the channel has taken. */
    long taken() {
        return output.taken();
    }

    SSLSession session() {
        return engine.getSession();
    }

    /** Continues the handshake. Returns whether it is over. */
    boolean makeReady() throws IOException {
        while (!ready && serve()) {
            switch (engine.getHandshakeStatus()) {
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    Step step = input.next();
                    if (step == Step.ENDED) {
                        throw new EOFException("the collector closed the connection");
                    }
                    if (step == Step.NOTHING && wantsInput()) {
                        return false;
                    }
                }
                case NOT_HANDSHAKING, FINISHED -> ready = true;
                default -> {}
            }
        }
        return ready;
    }

    private boolean wantsInput() {
        return switch (engine.getHandshakeStatus()) {
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> true;
            default -> false;
        };
    }

    /** Writes as {@link io.github.gas4j.core.internal.net.Connection#write} says. */
    int write(ByteBuffer bytes) throws IOException {
        return serve() ? output.write(bytes) : 0;
    }

    /**
     * Reads one record. After our end, the peer's close_notify alone is not its end: a peer that closes with bytes unread
     * sends a reset behind it instead of a FIN.
     */
    Step read() throws IOException {
        if (closing && !isVersion13()) {
            return input.skip(); // in TLS 1.2, the engine is closed in both directions
        }
        if (!serve()) {
            return Step.NOTHING;
        }
        long before = input.keyUpdates();
        Step step = input.next();
        // a peer may change its keys without having been asked, which answers nothing
        answers = Math.min(questions(), answers + input.keyUpdates() - before);
        return closing && input.isNotified() ? input.skip() : step;
    }

    /** Returns how often the channel was read. */
    long reads() {
        return input.reads();
    }

    /** Returns whether there is more to read that the selector will not tell of. */
    boolean holdsRecord() {
        return !isWaitingForTask() && !(closing && !isVersion13()) && input.holdsRecord();
    }

    /** Returns whether nothing can be read or written before a task has ended, which wakes the selector. */
    boolean isWaitingForTask() {
        return task != null || awaitsTask;
    }

    /** Does what the engine wants, except reading. Returns false while that is under way. */
    private boolean serve() throws IOException {
        while (isTaskDone()) {
            if (!closing && !output.flushOwn() && !ready) {
                return false;
            }
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    task = tasks.begin(engine);
                    awaitsTask = task == null;
                    if (awaitsTask) {
                        return false; // too many run; the next call tries again
                    }
                }
                case NEED_WRAP -> {
                    if (closing || !output.encryptOwn()) {
                        return ready; // later, because there is no room, or never, because nothing may follow our end
                    }
                }
                default -> {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether no task runs. While one does, the engine must be left alone. */
    private boolean isTaskDone() throws IOException {
        HandshakeTasks.Task running = task;
        if (running != null) {
            if (!running.isDone()) {
                return false;
            }
            task = null;
            running.check();
        }
        return true;
    }

    /** Returns whether {@link #ask} can work. */
    boolean canAsk() {
        return ready && !closing && !failed && isVersion13();
    }

    /**
     * Sends two requests for new keys of both sides. A peer answers when it has decrypted everything before. The second
     * request is for OpenSSL, which answers the first one when the second one arrives. So the answer with the number of the
     * first one proves that everything before it was read.
     *
     * @return the number of the first one, or 0 if this JVM's TLS does not send them
     */
    long ask() throws IOException {
        long first = questions() + 1;
        requestKeys();
        requestKeys();
        output.flushOwn();
        return questions() > first ? first : 0;
    }

    /** Encrypts one request, if the engine has one, which no contract of the JDK promises. */
    private void requestKeys() throws IOException {
        if (serve()) {
            engine.beginHandshake();
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && output.encryptOwn()) {
                requests++;
            }
        }
    }

    /** Returns how many requests the peer has been sent, those of the engine's own accord included. */
    private long questions() {
        return requests + output.ownRequests() + input.ownRequests();
    }

    /** Returns how many requests the peer has answered. */
    long answers() {
        return answers;
    }

    /** Encrypts and flushes our close_notify. Returns whether it has left. */
    boolean sayGoodbye() throws IOException {
        if (!closing) {
            if (!isTaskDone() || !output.flushOwn()) {
                return false;
            }
            engine.closeOutbound();
            closing = true;
            output.encryptOwn();
        }
        return output.flushOwn();
    }

    /** Returns whether the peer's software has ended its side, which in TLS 1.2 cannot be told from an error. */
    boolean isEndAnswered() {
        return closing && isVersion13() && input.isNotified();
    }

    private boolean isVersion13() {
        return "TLSv1.3".equals(engine.getSession().getProtocol());
    }

    /** Returns a failure in words. Looks for the peer's reason first, and sends ours. */
    IOException explained(IOException failure) {
        if (failed) {
            return failure;
        }
        failed = true;
        IOException cause = failure instanceof SSLException ? failure : reasonBehind(failure);
        try {
            if (task == null && !closing) {
                output.encryptOwn(); // a fatal alert, if the engine owes one
                output.flushOwn();
            }
        } catch (IOException lost) {
            // then the peer's log will not name the cause
        }
        return Faults.explain(cause, ready, engine, input.received());
    }

    /** Reads what the peer sent before it broke the connection. An alert there tells more than the failure. */
    private IOException reasonBehind(IOException failure) {
        if (task != null) {
            return failure;
        }
        try {
            for (int i = 0; i < MOST_READS_FOR_REASON && input.next() == Step.RECORD; i++) {
                // only the alert matters
            }
            return failure;
        } catch (SSLException alert) {
            alert.addSuppressed(failure);
            return alert;
        } catch (IOException same) {
            return failure;
        }
    }
}
