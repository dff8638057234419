// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClientMXBean;
import io.github.gas4j.testkit.ChildJvm;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What both applications do: log until told to stop, and print a {@link Status} now and then. Stateless. */
final class Application {
    private static final String MXBEAN = "io.github.gas4j:type=GasClient,name=COLLECTOR";
    private static final long STATUS_MILLIS = 100;
    private static final int MOST_STATUSES = 1_200;
    private static final int MOST_DRAIN_STATUSES = 100;

    private Application() {}

    /**
     * Logs from several threads until the parent says stop, at most two minutes, then waits until the buffer is empty, at
     * most ten seconds.
     *
     * @param framework what it logs through
     * @param arguments number of threads, and events a second for each of them
     * @param log takes a message
     */
    static void run(Framework framework, String[] arguments, Consumer<String> log)
            throws JMException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        Parent.listen(stop::countDown);
        GasClientMXBean client = client();
        int threads = Integer.parseInt(arguments[0]);
        int perSecond = Integer.parseInt(arguments[1]);
        Workload workload = new Workload(framework.epoch(), threads, perSecond, log);
        for (int i = 0; i < MOST_STATUSES && !stop.await(STATUS_MILLIS, TimeUnit.MILLISECONDS); i++) {
            print(workload, client);
        }
        workload.stop();
        for (int i = 0; i < MOST_DRAIN_STATUSES && client.getBufferedEvents() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(STATUS_MILLIS);
            print(workload, client);
        }
        print(workload, client);
    }

    private static GasClientMXBean client() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName(MXBEAN);
        if (!server.isRegistered(name)) {
            throw new IllegalStateException("the appender has not started: there is no " + name);
        }
        return JMX.newMXBeanProxy(server, name, GasClientMXBean.class);
    }

    private static void print(Workload workload, GasClientMXBean client) {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, dropped(reason, client));
        }
        Status status = new Status(
                workload.logged(),
                Timings.longestNanos(workload.timings()),
                Timings.longestButOneInThousandNanos(workload.timings()),
                client.getState(),
                client.getBufferedEvents(),
                client.getReplayed(),
                dropped);
        System.out.println(ChildJvm.ANSWER + status.line());
    }

    private static long dropped(DropReason reason, GasClientMXBean client) {
        return switch (reason) {
            case BUFFER_FULL -> client.getDroppedBufferFull();
            case SHED -> client.getDroppedShed();
            case RETRIES_EXHAUSTED -> client.getDroppedRetriesExhausted();
            case TOO_LARGE -> client.getDroppedTooLarge();
            case ENCODING_FAILED -> client.getDroppedEncodingFailed();
            case REJECTED -> client.getDroppedRejected();
            case RATE_LIMITED -> client.getDroppedRateLimited();
            case FALLBACK -> client.getDroppedFallback();
            case DEAD_LETTER -> client.getDroppedDeadLetter();
            case SHUTDOWN -> client.getDroppedShutdown();
        };
    }
}
