// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.core.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The audit trail of a shop, as lines of JSON over a {@link GasClient}. A batch of orders ends with a checkpoint, at which the
 * collector proves that it has read everything so far. Kill the collector and start it again: the trail goes on and nothing
 * is missing. Without a collector the program says which entries nobody has read, and ends with status 1.
 *
 * <p>Confined to one thread, but for the client, which has its own.
 */
public final class AuditTrail {
    private static final int BATCHES = 4;
    private static final int ORDERS = 10;
    private static final Duration CHECKPOINT_TIME = Duration.ofSeconds(1);

    private final GasConfig config;
    private final Duration checkpointTime;
    private final GasClient client;
    private final Consumer<String> out;

    /** Number of the last entry. */
    private int last;

    /** Number of the last entry that the collector has read for certain, with all before it. */
    private int proven;

    /**
     * Starts the client of a trail.
     *
     * @param checkpointTime how long a checkpoint waits for the collector
     */
    AuditTrail(GasConfig config, Duration checkpointTime, Consumer<String> out) {
        this.config = config;
        this.checkpointTime = checkpointTime;
        this.out = out;
        client = new GasClient("audit", config, new Printer(out), Thread::new);
        client.start(); // returns at once, whether there is a collector or not
    }

    /**
     * The arguments are the collector's host and port, by default {@code localhost 5170}, and the milliseconds between orders, by
     * default 100.
     */
    public static void main(String[] arguments) throws InterruptedException {
        String host = arguments.length > 0 ? arguments[0] : "localhost";
        String port = arguments.length > 1 ? arguments[1] : "5170";
        String pause = arguments.length > 2 ? arguments[2] : "100";
        AuditTrail trail = new AuditTrail(configuration(host, port), CHECKPOINT_TIME, System.out::println);
        trail.takeOrders(Duration.ofMillis(Long.parseLong(pause)));
        System.exit(trail.close() ? 0 : 1);
    }

    /** Returns the options of the client. They have the names and the texts that they have in the XML of an appender. */
    static GasConfig configuration(String host, String port) {
        return GasConfig.builder()
                .option("host", host)
                .option("port", port)
                .option("delivery", "CONFIRMED") // an entry is kept until the collector has proven that it read it
                .option("maxRetries", "-1") // and never given up while the program runs
                .option("overflow", "BLOCK") // with a full buffer the shop waits for room
                .option("blockTimeout", "2s") // but not for ever
                .option("shedLevel", "DEBUG") // and details make way for orders long before
                .option("shutdownTimeout", "2s")
                .build();
    }

    /** Takes orders, a batch between two checkpoints. */
    void takeOrders(Duration pause) throws InterruptedException {
        for (int order = 1; order <= BATCHES * ORDERS; order++) {
            write(Severity.DEBUG, order, "basket opened");
            // An order that cannot be put on record is not taken
            if (!write(Severity.INFO, order, "order placed")) {
                out.accept("order " + order + " is refused, because there is no room for its entry");
            }
            Thread.sleep(pause.toMillis());
            if (order % ORDERS == 0) {
                checkpoint();
            }
        }
    }

    /** Writes an entry. Returns false if the client did not take it. */
    private boolean write(Severity severity, int order, String what) {
        last++;
        if (!client.admits(severity.number())) {
            return false; // before the work of encoding
        }
        byte[] entry = String.format(
                        "{\"entry\":%d,\"time\":\"%s\",\"severity\":\"%s\",\"order\":%d,\"what\":\"%s\"}",
                        last, Instant.now(), severity, order, what)
                .getBytes(UTF_8);
        return client.offer(entry, 0, entry.length); // only copies: the client's thread does the rest
    }

    /** Asks whether the collector has read every entry that the client has taken so far. */
    private void checkpoint() {
        if (client.flush(checkpointTime)) {
            proven = last;
            out.accept("checkpoint: the collector has read everything up to entry " + last);
        } else {
            out.accept(
                    "checkpoint: no answer in time, entries " + (proven + 1) + " to " + last + " stay in the buffer");
        }
    }

    /** Ends the trail. Returns whether the collector has read every entry but those that were shed. */
    boolean close() {
        boolean empty = client.close(config.shutdownTimeout());
        GasStats stats = client.stats();
        long shed = stats.dropped(DropReason.SHED);
        long lost = stats.dropped() - shed;
        out.accept("entries: " + stats.offered() + " offered, " + stats.released() + " read by the collector, " + shed
                + " shed, " + lost + " lost; connections: " + stats.connections());
        if (lost > 0) {
            out.accept("not known to have arrived: entries " + (proven + 1) + " to " + last);
        }
        return empty && lost == 0;
    }
}
