// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.release.QuietTime;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A stepped sender under {@link Delivery#CONFIRMED}, and the collector that it half-closes connections to. */
final class ConfirmRig implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final Duration WITNESS = Duration.ofMillis(50);
    /** The quiet time before the client's end; the rig's clock stands still while it connects. */
    static final Duration QUIET = Duration.ofNanos(QuietTime.LEAST_NANOS);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    final Peer peer = new Peer(4_096);
    final SenderRig rig;

    ConfirmRig() {
        this(options -> options);
    }

    ConfirmRig(UnaryOperator<GasConfigBuilder> options) {
        rig = new SenderRig(peer, defaults -> options.apply(defaults.option("delivery", "CONFIRMED")));
    }

    /** Offers events and steps until they are written. */
    void send(String... events) {
        long written = rig.counters.snapshot().written();
        rig.offer(events);
        rig.untilWritten(written + events.length);
    }

    /** Lets the time for a rotation come, and returns the witness's other end. */
    Peer.Link callWitness() throws IOException {
        rig.advance(INTERVAL);
        return acceptWitness();
    }

    /** Steps until the sender has called a witness and relies on it, and returns its other end. */
    Peer.Link acceptWitness() throws IOException {
        for (int i = 0; i < 4; i++) {
            rig.step();
        }
        Peer.Link witness = peer.accept();
        rig.advance(WITNESS);
        rig.step();
        return witness;
    }

    /** Lets the quiet time pass and steps until the collector has seen the end of a connection's stream. */
    String readToEnd(Peer.Link link) throws IOException {
        steps();
        rig.advance(QUIET);
        int[] steps = {0};
        return link.readToEndAfter(() -> {
            rig.step();
            if (++steps[0] % 100 == 0) {
                rig.advance(LOOK_AGAIN); // the collector's system had acknowledged nothing yet
            }
        });
    }

    /** As {@link #readToEnd}; then the collector ends the connection too, and the sender sees that. */
    String end(Peer.Link link) throws IOException {
        String received = readToEnd(link);
        link.close();
        rig.awaitNews();
        rig.step();
        return received;
    }

    /** One whole rotation; returns the connection that it leads to. */
    Peer.Link rotate(Peer.Link from) throws IOException {
        Peer.Link next = callWitness();
        end(from);
        rig.advance(WITNESS);
        rig.step();
        return next;
    }

    Peer.Link reconnect() throws IOException {
        rig.until(ConnectionState.BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));
        return rig.connect(peer);
    }

    /** As many steps as anything needs that is due now. */
    void steps() {
        for (int i = 0; i < 5; i++) {
            rig.step();
        }
    }

    /** Lets the time for a rotation come, and hangs up on the witness. */
    void hangUpOnWitness() throws IOException {
        rig.advance(INTERVAL);
        steps();
        peer.accept().close();
        rig.awaitNews();
        steps();
    }

    boolean isDowngraded() {
        return isDowngraded(rig);
    }

    static boolean isDowngraded(SenderRig rig) {
        return rig.heard.warnings.stream().anyMatch(line -> line.contains("delivery=REPLAY from now on"));
    }

    long released() {
        return rig.counters.snapshot().released();
    }

    @Override
    public void close() throws IOException {
        rig.close();
        peer.close();
    }
}
