// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Collector} in a JVM of its own, which can be frozen and killed at the worst moment and started again on the
 * same port and journal. Confined to one thread, but for {@link #close()}, which any thread may call.
 */
public final class CollectorProcess implements AutoCloseable {
    /** What a host begins with that is the file of a Unix domain socket. */
    static final String UNIX = "unix:";

    private final @Nullable Reservation reservation;
    private final String host;
    private final int port;
    private final Path directory;
    private List<String> launcher = List.of();
    private int receiveBufferSize;
    private @Nullable String encryption;
    private long lateMillis;

    /** Null before the start and after a kill; written by the thread that starts and kills. */
    private volatile @Nullable ChildJvm process;

    private CollectorProcess(Path directory, String host, int port, @Nullable Reservation reservation) {
        this.directory = directory;
        this.host = host;
        this.port = port;
        this.reservation = reservation;
    }

    /** Starts a collector on the loopback address and returns when it accepts connections. */
    public static CollectorProcess start(Path directory) throws IOException {
        CollectorProcess collector = down(directory);
        collector.start();
        return collector;
    }

    /** Makes a collector on the loopback address whose process is not yet there. */
    public static CollectorProcess down(Path directory) {
        Reservation reservation = Reservation.onLoopback();
        String host = reservation.address().getAddress().getHostAddress();
        return new CollectorProcess(directory, host, reservation.port(), reservation);
    }

    /** Makes a collector on a port of the caller's choice, whose process is not yet there. */
    public static CollectorProcess downAt(String host, int port, Path directory) {
        return new CollectorProcess(directory, host, port, null);
    }

    /** Makes a collector on a Unix domain socket, whose file each process makes anew; it is not yet there. */
    public static CollectorProcess downAt(Path file, Path directory) {
        return new CollectorProcess(directory, UNIX + file, 0, null);
    }

    /** Starts the process through a launcher, which must replace itself by the JVM. */
    public CollectorProcess launchedBy(List<String> words) {
        launcher = List.copyOf(words);
        return this;
    }

    /** Lets the kernel hold few unread bytes, so that a stall is soon felt by the client; call before starting. */
    public CollectorProcess withSmallReceiveBuffer() {
        receiveBufferSize = 16 * 1024;
        return this;
    }

    /** Expects TLS, with a key from one store and authorities of clients from another; call before starting. */
    public CollectorProcess encryptedWith(Path keyStore, Path trustStore) {
        encryption = "encrypt " + keyStore + " " + trustStore;
        return this;
    }

    /** Keeps what is read in memory for so long before it is journaled, in every process; call before starting. */
    public CollectorProcess storingLate(long millis) {
        lateMillis = millis;
        return this;
    }

    /** Returns the address. */
    public String host() {
        return host;
    }

    /** Returns the port, which stays the same through every reboot. */
    public int port() {
        return port;
    }

    /** Returns what was received. */
    public Journal journal() {
        return new Journal(directory);
    }

    /** Starts the collector for the first time, or again after {@link #kill()}. */
    public void start() throws IOException {
        startOn(host);
    }

    /** Starts the collector on another address, with the same port and journal. */
    public void startOn(String address) throws IOException {
        ChildJvm started = JvmCommand.of(CollectorMain.class)
                .launcher(launcher)
                .frugal()
                .arguments(directory.toString(), address, Integer.toString(port), Integer.toString(receiveBufferSize))
                .start();
        process = started;
        started.answer();
        if (encryption != null) {
            ask(encryption);
        }
        storeLate(lateMillis);
        listen();
    }

    /** Freezes the process (SIGSTOP): its kernel goes on accepting bytes, nobody reads them. */
    public void freeze() throws IOException {
        running().freeze();
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() throws IOException {
        running().thaw();
    }

    /** Kills the process (SIGKILL): what its kernel held unread is gone. */
    public void kill() throws IOException {
        running().close();
        process = null;
    }

    /** Accepts connections. */
    public void listen() {
        ask("listen");
    }

    /** Refuses new connections; open ones stay. */
    public void refuse() {
        ask("refuse");
    }

    /** Refuses new connections and ends those that are open; the process stays. */
    public void goDown(Ending ending) {
        ask("goDown " + ending);
    }

    /** Ends the open connections; new ones are accepted. */
    public void endConnections(Ending ending) {
        ask("endConnections " + ending);
    }

    /** Reads the open connections no faster than this; new ones are read flat out. */
    public void readAtMost(long bytesPerSecond) {
        ask("readAtMost " + bytesPerSecond);
    }

    /** Reads no connection faster than this, whether it is open or still to come, until the process ends. */
    public void readAllAtMost(long bytesPerSecond) {
        ask("readAllAtMost " + bytesPerSecond);
    }

    /** Reads all connections as fast as it can. */
    public void readFlatOut() {
        ask("readFlatOut");
    }

    /** Chooses whether new connections are closed as soon as they are accepted. */
    public void hangUp(boolean atOnce) {
        ask("hangUp " + atOnce);
    }

    /** Closes, in order, every connection on which nothing came for so long, until the process ends; 0 for never. */
    public void closeIdle(long millis) {
        ask("closeIdle " + millis);
    }

    /** Keeps what is read in memory for so long before it is journaled, until the process ends. */
    public void storeLate(long millis) {
        ask("storeLate " + millis);
    }

    /** Shuts down the output of the open connections and reads nothing more: see {@link Collector#closeUnselected()}. */
    public void closeUnselected() {
        ask("closeUnselected");
    }

    /** Closes for good what {@link #closeUnselected()} left half closed. */
    public void select() {
        ask("select");
    }

    /** Returns how many bytes the process received. */
    public long received() {
        return ask("received");
    }

    /** Returns how many connections the process accepted. */
    public long accepted() {
        return ask("accepted");
    }

    /** Returns how many connections are open. */
    public long open() {
        return ask("open");
    }

    /** Returns what the process printed. */
    public List<String> output() {
        return running().output();
    }

    /** Returns whether the process is there. */
    public boolean isThere() {
        return process != null;
    }

    private long ask(String command) {
        return Long.parseLong(running().ask(command));
    }

    private ChildJvm running() {
        ChildJvm running = process;
        if (running == null) {
            throw new IllegalStateException("the collector is not there");
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        ChildJvm running = process;
        if (running != null) {
            running.close();
        }
        if (reservation != null) {
            reservation.close();
        }
    }
}
