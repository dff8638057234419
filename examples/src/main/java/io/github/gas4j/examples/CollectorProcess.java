// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The collector, whose JVM comes and goes while its port and its journal stay. Confined to the demo's thread, but for
 * {@link #close}, which any thread may call.
 */
final class CollectorProcess implements AutoCloseable {
    private static final long END_SECONDS = 5;

    private final Path directory;
    private final int port;
    private final Journal journal = new Journal();
    private int started;
    private volatile boolean ready;
    private volatile @Nullable ChildJvm child;

    CollectorProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Starts it, for the first time or once more. */
    void start() throws IOException {
        Path file = directory.resolve("journal-" + ++started);
        journal.add(file);
        ready = false;
        child = ChildJvm.start(
                CollectorMain.class, List.of(), List.of(Integer.toString(port), file.toString()), this::heard);
    }

    private boolean heard(String line) {
        boolean isReady = line.equals(CollectorMain.READY);
        ready |= isReady;
        return isReady;
    }

    /** Returns whether it listens. */
    boolean isReady() {
        return ready;
    }

    /** Passes what has been received since the last call. */
    void poll(Delivered delivered) throws IOException {
        journal.poll(delivered::add);
    }

    /** Returns the process that was started last. */
    ChildJvm child() {
        return Objects.requireNonNull(child, "not started");
    }

    /** Ends it in order; what it has received is in the journal then. */
    void stop() throws IOException, InterruptedException {
        child().stop();
        if (!child().awaitEnd(END_SECONDS)) {
            throw new DemoFailure("the collector did not end", child());
        }
    }

    @Override
    public void close() {
        ChildJvm last = child;
        if (last != null) {
            last.close();
        }
    }
}
