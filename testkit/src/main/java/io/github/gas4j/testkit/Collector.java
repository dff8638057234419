// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A collector that journals what it receives and fails on command. A command has taken effect when its method returns.
 *
 * <pre>{@code
 * try (Collector collector = Collector.up()) {
 *     appender.addDestination(collector.destination());
 *     appender.start();
 *     logger.info("before");
 *     collector.awaitLines(1);
 *
 *     collector.goDown(Ending.RESET); // it refuses connections from now on
 *     logger.info("during the outage");
 *     collector.listen();
 *
 *     await().until(() -> collector.lines().contains("during the outage"));
 * }
 * }</pre>
 *
 * <p>Thread-safe: commands are carried out by the collector's one thread ({@link CollectorLoop}).
 */
public final class Collector implements AutoCloseable {
    private static final int SMALL_BUFFER = 16 * 1024;

    private final Journal journal;
    private final CollectorLoop loop;
    private final @Nullable Reservation reservation;
    private final boolean keepsJournal;

    private Collector(CollectorLoop loop, Journal journal, @Nullable Reservation reservation, boolean keepsJournal) {
        this.loop = loop;
        this.journal = journal;
        this.reservation = reservation;
        this.keepsJournal = keepsJournal;
        loop.start();
    }

    /** Makes a collector that refuses connections until {@link #listen()}; its port is its own from now on. */
    public static Collector down(Path directory) throws IOException {
        return reserve(new Journal(directory), true, 0);
    }

    /** Makes a collector that accepts connections and reads what comes. */
    public static Collector up(Path directory) throws IOException {
        Collector collector = down(directory);
        collector.listen();
        return collector;
    }

    /** Makes a collector whose kernel holds few unread bytes, so that a stall is soon felt by the client. */
    public static Collector withSmallReceiveBuffer(Path directory) throws IOException {
        Collector collector = reserve(new Journal(directory), true, SMALL_BUFFER);
        collector.listen();
        return collector;
    }

    /** Like {@link #down(Path)}, with a journal that goes when the collector is closed. */
    public static Collector down() {
        return temporary(0);
    }

    /** Like {@link #up(Path)}, with a journal that goes when the collector is closed. */
    public static Collector up() {
        Collector collector = down();
        collector.listen();
        return collector;
    }

    /** Makes a collector that accepts connections and reads nothing, with a journal that goes when it is closed. */
    public static Collector hung() {
        Collector collector = temporary(SMALL_BUFFER);
        collector.readAllAtMost(0);
        collector.listen();
        return collector;
    }

    private static Collector temporary(int receiveBufferSize) {
        try {
            return reserve(new Journal(Files.createTempDirectory("collector")), false, receiveBufferSize);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Collector reserve(Journal journal, boolean keepsJournal, int receiveBufferSize) throws IOException {
        Reservation reservation = Reservation.onLoopback();
        CollectorLoop loop = new CollectorLoop(reservation.address(), journal, receiveBufferSize);
        return new Collector(loop, journal, reservation, keepsJournal);
    }

    /** Makes a collector on a Unix domain socket that accepts connections and reads what comes. */
    public static Collector upAt(Path file, Path directory) throws IOException {
        Collector collector = at(UnixDomainSocketAddress.of(file), directory, 0);
        collector.listen();
        return collector;
    }

    /** Makes a collector on an address that somebody else keeps for it. */
    static Collector at(SocketAddress address, Path directory, int receiveBufferSize) throws IOException {
        Journal journal = new Journal(directory);
        return new Collector(new CollectorLoop(address, journal, receiveBufferSize), journal, null, true);
    }

    /** Returns the port, which stays the same through every reboot. */
    public int port() {
        return tcp().getPort();
    }

    /** Returns the address and the port as a configuration names them. */
    public String destination() {
        if (loop.address() instanceof UnixDomainSocketAddress local) {
            return "unix:" + local.getPath();
        }
        return tcp().getAddress().getHostAddress() + ":" + port();
    }

    private InetSocketAddress tcp() {
        return (InetSocketAddress) loop.address();
    }

    /** Returns what was received. */
    public Journal journal() {
        return journal;
    }

    /** Returns the whole lines that were received. */
    public List<String> lines() {
        return journal.lines();
    }

    /** Waits until at least so many lines were received; returns all. */
    public List<String> awaitLines(int count) {
        Waiting.until(() -> lines().size() >= count, () -> "no " + count + " lines, but " + lines());
        return lines();
    }

    /** Waits until a connection has carried this text and nothing else; the first connection is number 0. */
    public void awaitText(int connection, String text) {
        Waiting.until(
                () -> journal.text(connection).equals(text),
                () -> "connection " + connection + " has not carried " + text + " but " + journal.text(connection));
    }

    /** Returns how many bytes were received. */
    public long received() {
        return loop.received.sum();
    }

    /** Returns how many connections were accepted. */
    public long accepted() {
        return loop.accepted.sum();
    }

    /** Returns how many connections are open. */
    public int open() {
        int[] count = new int[1];
        loop.command(() -> count[0] = loop.open());
        return count[0];
    }

    /** Accepts connections, as after a reboot. */
    public void listen() {
        loop.command(loop::listen);
    }

    /** Refuses new connections; open ones stay. */
    public void refuse() {
        loop.command(loop::stopListening);
    }

    /** Goes down: refuses new connections and ends those that are open. */
    public void goDown(Ending ending) {
        loop.command(() -> {
            loop.stopListening();
            loop.endAll(ending);
        });
    }

    /** Ends the open connections; new ones are accepted. */
    public void endConnections(Ending ending) {
        loop.command(() -> loop.endAll(ending));
    }

    /** Reads nothing more from the open connections; new ones are read. */
    public void stall() {
        readAtMost(0);
    }

    /** Reads the open connections no faster than this. */
    public void readAtMost(long bytesPerSecond) {
        loop.command(() -> loop.readAtMost(bytesPerSecond));
    }

    /** Reads no connection faster than this, whether it is open or still to come. */
    public void readAllAtMost(long bytesPerSecond) {
        loop.command(() -> loop.readAllAtMost(bytesPerSecond));
    }

    /** Reads all connections as fast as it can. */
    public void readFlatOut() {
        readAllAtMost(Inlet.FLAT_OUT);
    }

    /** Chooses whether new connections are closed as soon as they are accepted. */
    public void hangUp(boolean atOnce) {
        loop.command(() -> loop.hangUp(atOnce));
    }

    /** Expects TLS on connections to come, or plain text again if {@code encryption} is null. */
    public Collector encrypt(@Nullable Encryption encryption) {
        loop.command(() -> loop.encrypt(encryption));
        return this;
    }

    /** Closes, in order, every connection on which nothing came for so long; 0 for never. */
    public void closeIdle(long millis) {
        long nanos = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
        loop.command(() -> loop.closeIdle(nanos));
    }

    /** Keeps what is read in memory for so long before it is journaled; what a killed process keeps is gone. */
    public void storeLate(long millis) {
        loop.command(() -> loop.storeLate(TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    /**
     * Closes the open connections as Java closes a channel while a selector that has not run since knows it: the output is
     * shut down, the rest happens at {@link #select()}. Nothing is read any more.
     */
    public void closeUnselected() {
        loop.command(loop::closeUnselected);
    }

    /** Lets the selector run for which closed connections wait: what was not read makes a reset. */
    public void select() {
        loop.command(loop::select);
    }

    /** Goes down for good, resets the open connections and gives the port back; the second time nothing happens. */
    @Override
    public void close() {
        if (!loop.isAlive()) {
            return;
        }
        try {
            loop.close();
            if (!keepsJournal) {
                journal.delete();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (reservation != null) {
            reservation.close();
        }
    }
}
