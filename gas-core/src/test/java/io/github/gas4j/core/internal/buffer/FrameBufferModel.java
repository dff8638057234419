// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static io.github.gas4j.core.fixtures.Steps.same;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A ring and the plain list that it must behave like, taken through the same steps. Confined to the thread of a test. */
final class FrameBufferModel {
    private final Counters counters = new Counters();
    private FrameBuffer ring;
    private final List<Claim> claims = new ArrayList<>();
    /** Fills frames and cuts them; the same for every run of a chain. */
    private final Random random = new Random(7);

    private long tail;
    private long released;
    /** How many of the claims the consumer has sent. */
    private int sent;

    private boolean sealed;
    private long appended;

    FrameBufferModel(int capacity) {
        ring = DirectRing.allocate(capacity, counters);
    }

    private enum State {
        CLAIMED,
        BEGUN,
        ABORTED,
        COMMITTED,
        PADDING
    }

    /** One claim as the model knows it. */
    private static final class Claim {
        private long position;
        private final byte[] frame;
        private State state = State.CLAIMED;
        private boolean isCounted;

        Claim(long position, byte[] frame) {
            this.position = position;
            this.frame = frame;
        }

        boolean isCommitted() {
            return state == State.COMMITTED || state == State.PADDING;
        }

        long end() {
            return position + 4 + (frame.length + 3L) / 4 * 4;
        }
    }

    // ---- producers

    void claim(int number) {
        claimBytes(number % (int) (ring.capacity() / 4 + 1));
    }

    /** Lengths up to the whole capacity and a little beyond. */
    void claimLarge(int number) {
        claimBytes((int) ring.capacity() - number % (int) ring.capacity());
    }

    /** What just fits, or is up to three bytes smaller or larger than that. */
    void claimRest(int number) {
        long room = ring.capacity() - (tail - released) - Records.HEADER_BYTES;
        claimBytes((int) Math.max(0, room + number - 3));
    }

    private void claimBytes(int length) {
        Claim claim = new Claim(tail, new byte[length]);
        for (int i = 0; i < length; i++) {
            claim.frame[i] = (byte) (1 + random.nextInt(255));
        }
        boolean fits = claim.end() - released <= ring.capacity();

        same("claim", ring.claim(length), sealed ? FrameBuffer.SEALED : fits ? tail : FrameBuffer.FULL);

        if (fits && !sealed) {
            claims.add(claim);
            tail = claim.end();
        }
    }

    void begin(int number) {
        Claim claim = any(number, each -> each.state == State.CLAIMED);
        if (claim != null) {
            ring.records().counters.append();
            appended++;
            claim.isCounted = true;
            ring.records().begin(claim.position, claim.frame.length);
            claim.state = State.BEGUN;
        }
    }

    void commit(int number) {
        Claim claim = any(number, each -> each.state == State.BEGUN);
        if (claim != null) {
            put(claim, claim.frame.length);
            ring.records().commit(claim.position, claim.frame.length);
            claim.state = State.COMMITTED;
        }
    }

    /** A producer fails with its frame half copied. */
    void abort(int number) {
        Claim claim = any(number, each -> each.state == State.CLAIMED || each.state == State.BEGUN);
        if (claim != null && ring.records().abortedCount < ring.records().aborted.length) {
            put(claim, claim.frame.length / 2);
            Aborted.abort(ring, claim.position, claim.frame.length, claim.isCounted);
            claim.state = State.ABORTED;
        }
    }

    void padAborted() {
        List<Claim> aborted =
                claims.stream().filter(claim -> claim.state == State.ABORTED).toList();
        aborted.forEach(claim -> claim.state = State.PADDING);
        ring.records().padAborted();
        Aborted taken = Aborted.take(ring);
        same("anything taken", taken == null ? 0 : 1, aborted.isEmpty() ? 0 : 1);
        if (taken == null) {
            return;
        }
        same("taken", taken.events(), aborted.size());
        same(
                "of them counted",
                taken.appended(),
                aborted.stream().filter(claim -> claim.isCounted).count());
        same(
                "their bytes",
                taken.bytes(),
                aborted.stream().mapToLong(claim -> claim.frame.length).sum());
    }

    /** Copies the first bytes in two pieces and a single byte between them. */
    private void put(Claim claim, int length) {
        long frame = claim.position + Records.HEADER_BYTES;
        int cut = random.nextInt(length + 1);
        ring.put(frame, claim.frame, 0, cut);
        if (cut < length) {
            ring.put(frame + cut, claim.frame[cut]);
            ring.put(frame + cut + 1, claim.frame, cut + 1, length - cut - 1);
        }
    }

    // ---- the consumer

    void send(int count) {
        for (int i = 0; i < count && sent < claims.size() && claims.get(sent).isCommitted(); i++) {
            read(claims.get(sent));
            sent++;
        }
    }

    void rewind() {
        sent = 0;
    }

    /** Frees records, sent or given up. */
    void release(int count) {
        int most = 0;
        while (most < Math.min(count, claims.size()) && claims.get(most).isCommitted()) {
            most++;
        }
        if (most > 0) {
            released = claims.get(most - 1).end();
            claims.subList(0, most).clear();
            sent = Math.max(0, sent - most);
        }
        ring.release(released);
    }

    /** Gives up records behind others, which move up. */
    void takeOut(int number) {
        int stay = number % 4;
        int gone = 1 + number / 4;
        if (stay + gone > claims.size()
                || !claims.stream().limit((long) stay + gone).allMatch(Claim::isCommitted)) {
            return;
        }
        long from = claims.get(stay).position;
        long bytes = claims.get(stay + gone - 1).end() - from;
        ring.moveUp(released, from, bytes);
        released += bytes;
        ring.release(released);
        claims.subList(stay, stay + gone).clear();
        claims.stream().limit(stay).forEach(claim -> claim.position += bytes);
        sent = Math.min(sent, stay) + Math.max(0, sent - stay - gone);
    }

    void seal() {
        ring.seal();
        sealed = true;
    }

    void unseal() {
        ring.unseal();
        sealed = false;
    }

    /** Goes on with another ring, once all that is claimed is committed. */
    void takeOver(int number) {
        seal();
        padAborted();
        while (!claims.stream().allMatch(Claim::isCommitted)) {
            begin(0);
            commit(0);
        }
        FrameBuffer other = DirectRing.allocate(Math.max(16, tail - released + 3) + number, counters);
        other.takeOver(ring);
        ring = other;
        sealed = false;
    }

    private @Nullable Claim any(int number, Predicate<Claim> which) {
        List<Claim> found = claims.stream().filter(which).toList();
        return found.isEmpty() ? null : found.get(number % found.size());
    }

    // ---- the comparison

    void verify() {
        same("tail", ring.tail(), tail);
        same("released", ring.released(), released);
        same("appended", counters.snapshot().appended(), appended);
        same("used bytes", ring.usedBytes(), tail - released);
        same("all committed", ring.isCommitted() ? 1 : 0, claims.stream().allMatch(Claim::isCommitted) ? 1 : 0);
        claims.forEach(this::verify);
        // a header of zero is what tells free room from a record
        for (long at = tail; at < released + ring.capacity(); at += 4) {
            same("free room at " + at, ring.next(at), -1);
        }
    }

    private void verify(Claim claim) {
        String record = "record at " + claim.position + ", " + claim.state;
        boolean lengthKnown = claim.isCommitted() || claim.state == State.BEGUN;
        int wireBytes = claim.state == State.PADDING ? 0 : claim.frame.length;
        if (lengthKnown || claim.state == State.CLAIMED) { // an aborted one may have been begun or not
            same(record + ", end", ring.next(claim.position), lengthKnown ? claim.end() : -1);
        }
        same(record + ", length", ring.frameBytes(claim.position), claim.isCommitted() ? wireBytes : -1);
        if (claim.isCommitted()) {
            same(
                    record + ", events",
                    Records.eventsOf(ring.header(claim.position)),
                    claim.state == State.PADDING ? 0 : 1);
            read(claim);
        }
    }

    /** Reads a frame in two pieces, as batches do, to a place within their buffer. */
    private void read(Claim claim) {
        if (claim.state == State.PADDING) {
            return;
        }
        ByteBuffer target = ByteBuffer.allocate(claim.frame.length + 2).position(1);
        int cut = random.nextInt(claim.frame.length + 1);
        ring.get(claim.position, 0, target, cut);
        ring.get(claim.position, cut, target, claim.frame.length - cut);
        byte[] read = Arrays.copyOfRange(target.array(), 1, target.position());
        same("first wrong byte of " + claim.position, Arrays.mismatch(read, claim.frame), -1);
        same("byte before", target.get(0), 0);
        same("byte behind", target.get(claim.frame.length + 1), 0);
    }
}
