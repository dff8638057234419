// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static io.github.gas4j.core.fixtures.Steps.same;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.fixtures.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A ledger and a plain list of events that tells what must be counted, taken through the same steps. Confined to the thread
 * of a test.
 */
final class LedgerModel {
    private final Counters counters = new Counters();
    private final Intake intake;
    private final Ledger ledger;
    /** What is in the ring, padding included. */
    private final List<Entry> entries = new ArrayList<>();

    private int sent;
    /** Where writing has stood on the present connection, as one can release up to without looking. */
    private final List<Stand> stands = new ArrayList<>();

    private long offered;
    private long released;
    private long dropped;
    private long written;
    private long replayed;
    private long mayHaveArrived;
    /** Events whose producers failed, and of which the sender has not heard. */
    private long failed;

    LedgerModel(int capacity) {
        FrameBuffer ring = DirectRing.allocate(capacity, counters);
        intake = new Intake(settings(ring), counters, new Doorbell(() -> {}));
        ledger = new Ledger(ring, counters);
    }

    private record Stand(long position, long events) {}

    /** One record as the model knows it. */
    private static final class Entry {
        private long end;
        private final int length;
        private final boolean isEvent;
        /** Whether any byte of it has gone to an earlier connection, or to the present one in whole. */
        private boolean earlier;
        /** Whether it has been written whole to any connection. */
        private boolean whole;

        Entry(long end, int length, boolean isEvent) {
            this.end = end;
            this.length = length;
            this.isEvent = isEvent;
        }

        boolean isEmpty() {
            return length == 0 || !isEvent;
        }
    }

    private static Admission settings(FrameBuffer ring) {
        Framer framer = new Framer(Framing.NONE, false, 100);
        return new Admission(ring, framer, Overflow.DROP_NEWEST, 0, Integer.MIN_VALUE, 0, null);
    }

    void offer(int length) {
        offered++;
        if (intake.offer(new byte[length], 0, length)) {
            entries.add(new Entry(ledger.buffer().tail(), length, true));
        } else {
            dropped++;
        }
    }

    /** An event whose producer fails while it copies; another producer turns its record into padding. */
    void fail(int length) {
        long before = ledger.buffer().tail();
        offered++;
        intake.offer(new byte[0], 0, 1 + length);
        ledger.buffer().records().padAborted();
        if (ledger.buffer().tail() > before) {
            entries.add(new Entry(ledger.buffer().tail(), 0, false));
            failed++;
        } else {
            dropped++;
        }
    }

    void countFailed() {
        ledger.dropAborted();
        dropped += failed;
        failed = 0;
    }

    void write(int count) {
        int to = Math.min(entries.size(), sent + count);
        for (; sent < to; sent++) {
            written += entries.get(sent).isEvent ? 1 : 0;
            replayed += entries.get(sent).isEvent && entries.get(sent).earlier ? 1 : 0;
            entries.get(sent).whole = true;
        }
        ledger.written(position(sent));
        stands.add(new Stand(ledger.sent(), ledger.sentEvents()));
    }

    /** The connection is lost, with an odd number after a part of one more frame that has any bytes. */
    void lose(int number) {
        while (number % 2 == 1 && sent < entries.size() && entries.get(sent).isEmpty()) {
            write(1);
        }
        int onWire = Math.min(entries.size(), sent + number % 2);
        replayed += onWire > sent && entries.get(sent).earlier ? 1 : 0;
        ledger.rewind(position(onWire));
        stands.clear();
        entries.subList(0, onWire).forEach(entry -> entry.earlier = true);
        sent = 0;
    }

    /** Releases written frames. */
    void release(int count) {
        int to = Math.min(sent, count);
        released += events(entries.subList(0, to)).size();
        ledger.release(position(to));
        free(to);
    }

    /** Releases up to where writing has stood some time ago. */
    void releaseToStand(int number) {
        if (stands.isEmpty()) {
            return;
        }
        Stand stand = stands.get(number % stands.size());
        int to = (int)
                entries.stream().filter(entry -> entry.end <= stand.position()).count();
        released += events(entries.subList(0, to)).size();
        ledger.release(stand.position(), stand.events());
        free(to);
    }

    /** Gives up the oldest frames, written ones too, up to somewhere within a record. */
    void giveUp(int count) {
        int to = Math.min(entries.size(), count);
        List<Entry> gone = events(entries.subList(0, to));
        dropped += gone.size();
        mayHaveArrived += gone.stream().filter(this::mayHaveArrived).count();
        long within = to < entries.size() ? entries.get(to).end - position(to) - 1 : 0;
        ledger.drop(position(to) + within, DropReason.RETRIES_EXHAUSTED);
        free(to);
    }

    /** Drops frames that are not sent; those before them move up. */
    void takeOut(int count) {
        int from = Math.min(entries.size(), sent + count % 2);
        int to = Math.min(entries.size(), sent + count);
        if (from < to) {
            List<Entry> gone = events(entries.subList(from, to));
            dropped += gone.size();
            mayHaveArrived += gone.stream().filter(entry -> entry.earlier).count();
            follow(ledger.takeOut(position(from), position(to), DropReason.RETRIES_EXHAUSTED), from, to);
        }
    }

    /** Drops one frame that is not sent, and leaves its room where it is. */
    void strike(int number) {
        int at = sent + number;
        if (at >= entries.size() || !entries.get(at).isEvent) {
            return;
        }
        Entry gone = entries.get(at);
        dropped++;
        mayHaveArrived += gone.earlier ? 1 : 0;
        ledger.strike(position(at), DropReason.RETRIES_EXHAUSTED);
        Entry padding = new Entry(gone.end, 0, false);
        padding.earlier = gone.earlier;
        padding.whole = gone.whole;
        entries.set(at, padding);
    }

    /** Writes the first frames to a connection of a search, with an odd number and a part of one more. */
    void writeApart(int number) {
        if (sent > 0) {
            return;
        }
        int to = Math.min(entries.size(), number / 2);
        int onWire = Math.min(entries.size(), to + number % 2);
        List<Entry> some = events(entries.subList(0, to));
        written += some.size();
        replayed += some.stream().filter(entry -> entry.earlier).count();
        ledger.writtenApart(ledger.released(), position(to), position(onWire));
        entries.subList(0, onWire).forEach(entry -> entry.earlier = true);
    }

    private void follow(Gap gap, int from, int to) {
        entries.subList(from, to).clear();
        entries.subList(0, from).forEach(entry -> entry.end = gap.moved(entry.end));
        stands.replaceAll(stand -> new Stand(gap.moved(stand.position()), stand.events()));
    }

    /** Goes on with another ring, if what is buffered fits. */
    void resize(int more) {
        FrameBuffer next = DirectRing.allocate(16 + more, counters);
        if (Resize.replace(intake, settings(next))) {
            ledger.moveTo(next);
            dropped += failed;
            failed = 0;
        }
    }

    private boolean mayHaveArrived(Entry entry) {
        return entry.earlier || entries.indexOf(entry) < sent;
    }

    private static List<Entry> events(List<Entry> some) {
        return some.stream().filter(entry -> entry.isEvent).toList();
    }

    private void free(int count) {
        entries.subList(0, count).clear();
        sent = Math.max(0, sent - count);
    }

    /** Where the first {@code count} records end. */
    private long position(int count) {
        return count == 0 ? ledger.released() : entries.get(count - 1).end;
    }

    void verify() {
        long unconfirmed = events(entries.subList(0, sent)).size();
        long buffered = events(entries.subList(sent, entries.size())).size();
        same("offered", counters.snapshot().offered(), offered);
        same("released", counters.snapshot().released(), released);
        same("dropped", droppedInAll(), dropped);
        same("buffered", counters.snapshot().unsent(), buffered + failed);
        same("unconfirmed", counters.snapshot().sent() - counters.snapshot().freed(), unconfirmed);
        same("walked", Bytes.frames(ledger.buffer()).size(), buffered + unconfirmed);
        same("identity", offered, released + dropped + buffered + unconfirmed + failed);
        same("written", counters.snapshot().written(), written);
        same("replayed", counters.snapshot().replayed(), replayed);
        same("sent", ledger.sent(), position(sent));
        int whole = (int) entries.stream().takeWhile(entry -> entry.whole).count();
        same("written once", Math.max(ledger.released(), ledger.writtenOnce()), position(whole));
    }

    /** Ends as the sender does, and looks at what was counted in all. */
    void end() {
        DropReport report = counters.takeDrops(DropReason.RETRIES_EXHAUSTED);
        same("may have arrived", report == null ? 0 : report.mayHaveArrived(), mayHaveArrived);
        intake.close();
        ledger.abandon();
        same("all accounted for", counters.snapshot().released() + droppedInAll(), offered);
    }

    private long droppedInAll() {
        return Arrays.stream(DropReason.values())
                .mapToLong(reason -> counters.snapshot().dropped(reason))
                .sum();
    }
}
