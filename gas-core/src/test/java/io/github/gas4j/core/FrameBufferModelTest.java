// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives the ring and a queue with the same random steps, from a list of seeds, and compares them after each step. */
class FrameBufferModelTest {
    private static final int STEPS = 6_000;

    private final ArrayDeque<Claim> model = new ArrayDeque<>();
    private FrameBuffer ring = new FrameBuffer(64);
    private Random random = new Random(0);
    private long tail;
    private long released;
    private boolean sealed;

    private enum State {
        CLAIMED,
        BEGUN,
        COMMITTED,
        VOID
    }

    /** One claim as the model knows it. */
    private static final class Claim {
        final long position;
        final byte[] frame;
        State state = State.CLAIMED;

        Claim(long position, byte[] frame) {
            this.position = position;
            this.frame = frame;
        }

        boolean isCommitted() {
            return state == State.COMMITTED || state == State.VOID;
        }

        long size() {
            return 4L + (frame.length + 3L) / 4 * 4;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void behavesLikeAQueueOfRecords(long seed) {
        random = new Random(seed);
        ring = new FrameBuffer(16 + random.nextInt(400));

        for (int step = 0; step < STEPS; step++) {
            String what = step();
            verify("seed " + seed + ", step " + step + ": " + what);
        }
    }

    private String step() {
        int choice = random.nextInt(100);
        if (choice < 40) {
            return claim();
        } else if (choice < 70) {
            return goOn();
        } else if (choice < 73) {
            return makeVoid();
        } else if (choice < 90) {
            return release();
        } else if (choice < 94) {
            return seal();
        } else if (choice < 97) {
            return unseal();
        }
        return takeOver();
    }

    private String claim() {
        int length = frameLength();
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            frame[i] = (byte) (1 + random.nextInt(255));
        }
        Claim record = new Claim(tail, frame);
        boolean fits = tail - released + record.size() <= ring.capacity();
        long expected = sealed ? FrameBuffer.SEALED : fits ? tail : FrameBuffer.FULL;

        assertThat(ring.claim(length)).as("claim of %d", length).isEqualTo(expected);

        if (expected >= 0) {
            model.add(record);
            tail += record.size();
        }
        return "claim " + length;
    }

    private int frameLength() {
        int capacity = (int) ring.capacity();
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> capacity - FrameBuffer.HEADER_BYTES;
            case 2 -> capacity - FrameBuffer.HEADER_BYTES + 1;
            case 3 -> (int) Math.max(0, capacity - (tail - released) - FrameBuffer.HEADER_BYTES);
            case 4 -> random.nextInt(capacity + 1);
            default -> random.nextInt(capacity / 4 + 1);
        };
    }

    /** Takes any producer to its next step. */
    private String goOn() {
        List<Claim> open = model.stream().filter(claim -> !claim.isCommitted()).toList();
        if (open.isEmpty()) {
            return "nothing to commit";
        }
        Claim claim = open.get(random.nextInt(open.size()));
        if (claim.state == State.CLAIMED) {
            ring.begin(claim.position, claim.frame.length);
            claim.state = State.BEGUN;
            return "begin " + claim.position;
        }
        put(claim);
        if (random.nextInt(8) == 0) {
            Bytes.tear(ring, claim.position, claim.frame.length);
            ring.cancelTorn();
            claim.state = State.VOID;
            return "cancel " + claim.position;
        }
        ring.commit(claim.position, claim.frame.length);
        claim.state = State.COMMITTED;
        return "commit " + claim.position;
    }

    private void put(Claim claim) {
        long frame = claim.position + FrameBuffer.HEADER_BYTES;
        int cut = random.nextInt(claim.frame.length + 1);
        ring.put(frame, claim.frame, 0, cut);
        if (cut < claim.frame.length) {
            ring.put(frame + cut, claim.frame[cut]);
            ring.put(frame + cut + 1, claim.frame, cut + 1, claim.frame.length - cut - 1);
        }
    }

    private String makeVoid() {
        List<Claim> committed = model.stream().filter(Claim::isCommitted).toList();
        if (committed.isEmpty()) {
            return "nothing to make void";
        }
        Claim claim = committed.get(random.nextInt(committed.size()));
        ring.makeVoid(claim.position);
        claim.state = State.VOID;
        return "void " + claim.position;
    }

    private String release() {
        int count = random.nextInt(4);
        while (count-- > 0 && !model.isEmpty() && model.element().isCommitted()) {
            released += model.remove().size();
        }
        ring.release(released);
        return "release to " + released;
    }

    private String seal() {
        ring.seal();
        sealed = true;
        return "seal";
    }

    private String unseal() {
        ring.unseal();
        sealed = false;
        return "unseal";
    }

    private String takeOver() {
        ring.seal();
        sealed = true;
        while (!model.stream().allMatch(Claim::isCommitted)) {
            goOn();
        }
        FrameBuffer other = new FrameBuffer(Math.max(16, tail - released + 4) + random.nextInt(400));
        other.takeOver(ring);
        ring = other;
        sealed = false;
        return "take over into " + other.capacity();
    }

    private void verify(String what) {
        assertThat(ring.tail()).as(what).isEqualTo(tail);
        assertThat(ring.released()).as(what).isEqualTo(released);
        assertThat(ring.usedBytes()).as(what).isEqualTo(tail - released).isLessThanOrEqualTo(ring.capacity());
        assertThat(ring.isCommitted()).as(what).isEqualTo(model.stream().allMatch(Claim::isCommitted));
        for (Claim claim : model) {
            long end = claim.position + claim.size();
            int length = claim.state == State.VOID ? 0 : claim.frame.length;
            assertThat(ring.next(claim.position)).as(what).isEqualTo(claim.state == State.CLAIMED ? -1 : end);
            assertThat(ring.frameBytes(claim.position)).as(what).isEqualTo(claim.isCommitted() ? length : -1);
            if (claim.isCommitted()) {
                assertThat(ring.events(claim.position)).as(what).isEqualTo(claim.state == State.VOID ? 0 : 1);
            }
            if (claim.state == State.COMMITTED) {
                assertThat(contentOf(claim)).as(what).isEqualTo(claim.frame);
            }
        }
        verifyFreeRoomIsZero(what);
    }

    private byte[] contentOf(Claim claim) {
        ByteBuffer target = ByteBuffer.allocate(claim.frame.length + 2).position(1);
        int cut = random.nextInt(claim.frame.length + 1);
        ring.get(claim.position, 0, target, cut);
        ring.get(claim.position, cut, target, claim.frame.length - cut);
        assertThat(target.position()).isEqualTo(1 + claim.frame.length);
        return Arrays.copyOfRange(target.array(), 1, target.position());
    }

    /** Free room must be zero, for a header of zero is what tells it from a record; that is how a zero reads. */
    private void verifyFreeRoomIsZero(String what) {
        List<Long> dirty = new ArrayList<>();
        for (long at = tail; at < released + ring.capacity(); at += 4) {
            if (ring.next(at) != -1) {
                dirty.add(at);
            }
        }
        assertThat(dirty).as(what + ": room that is free and not zero").isEmpty();
    }
}
