// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import io.github.gas4j.testkit.RestartableServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Reads each connection to its end and passes its events on. Thread-safe: it has no state that changes but what is
 * thread-safe itself.
 */
final class Reception implements RestartableServer.Service {
    private static final int PIECE = 16 * 1024;

    private final CollectorOptions options;
    private final @Nullable OwnCertificate certificate;
    private final Events events;
    private final Pace pace;
    private final Console console;

    Reception(CollectorOptions options, @Nullable OwnCertificate certificate, Events events, Console console) {
        this.options = options;
        this.certificate = certificate;
        this.events = events;
        this.console = console;
        pace = new Pace(options.slow);
    }

    @Override
    public void serve(Socket connection) {
        String peer = Console.text((InetSocketAddress) connection.getRemoteSocketAddress());
        if (options.refuse) {
            console.say("%s connected, and is closed", peer);
            return;
        }
        console.say("%s connected", peer);
        Splitter splitter = new Splitter(options.framing);
        try (Socket decrypted = certificate == null ? connection : certificate.decrypt(connection)) {
            read(decrypted, splitter);
            end(peer, "closed", splitter);
        } catch (IOException failed) {
            end(peer, "ended: " + failed.getMessage(), splitter);
        }
    }

    /** Says how a connection has ended, unless everything ends. */
    private void end(String peer, String how, Splitter splitter) {
        if (!events.areOver()) {
            String torn = splitter.rest() == 0
                    ? ""
                    : ", within an event, after " + Console.text(splitter.rest(), "byte") + " of it";
            console.say("%s %s%s", peer, how, torn);
        }
    }

    private void read(Socket from, Splitter splitter) throws IOException {
        InputStream in = from.getInputStream();
        byte[] piece = new byte[PIECE];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            for (byte[] event : splitter.split(piece, length)) {
                pace.await();
                if (!events.add(event)) {
                    return;
                }
                if (pace.isLimited()) {
                    events.flush();
                }
            }
            events.flush();
            if (splitter.defect() != null) {
                throw new IOException(splitter.defect());
            }
        }
    }
}
