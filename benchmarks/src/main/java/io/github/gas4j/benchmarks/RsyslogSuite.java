// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much arrives in the file of a real rsyslogd when callers log as fast as they can. Confined to one thread. */
final class RsyslogSuite implements Suite {
    private static final List<Contestant> CONTESTANTS =
            List.of(Contestant.GAS_LOGBACK, Contestant.LOGSTASH, Contestant.GAS_LOG4J2, Contestant.SOCKET);

    private final Kept<Run> runs = new Kept<>();
    private @Nullable Rsyslog started;

    /** Makes a suite. */
    RsyslogSuite() {}

    @Override
    public String title() {
        return "rsyslog: two callers log as fast as they can; events that a real rsyslogd has written to its file";
    }

    @Override
    public List<Arm> arms() {
        return CONTESTANTS.stream().map(Arm::of).toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.RATE, Metric.CPU, Metric.SINK, Metric.IDLE_CORES, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 5;
    }

    @Override
    public Arm base(Arm arm) {
        return Targets.gas(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        Rsyslog rsyslog = rsyslog();
        return runs.use(arm.label(), () -> Run.startWarm(arm, rsyslog, terms), run -> {
            run.takeTurn();
            IdleCores machine = new IdleCores();
            Map<Metric, Double> measured = new EnumMap<>(run.measure(Run.Order.flatOut(terms.millis())));
            measured.put(Metric.IDLE_CORES, machine.cores());
            return measured;
        });
    }

    private Rsyslog rsyslog() throws IOException {
        if (started == null) {
            started = Rsyslog.start();
        }
        return started;
    }

    @Override
    public void roundEnded(int round) throws IOException {
        runs.roundEnded(round);
    }

    @Override
    public void close() throws IOException {
        runs.close();
        if (started != null) {
            started.close();
        }
    }

    @Override
    public List<String> findings(Results results) {
        List<String> findings = new ArrayList<>();
        for (Arm arm : arms()) {
            if (results.has(arm)) {
                findings.add(String.format(
                        Locale.ROOT,
                        "%s: %s events/s; rsyslogd uses %.2f cores, the process %.2f",
                        arm.label(),
                        Metric.RATE.text(results.median(arm, Metric.RATE)),
                        cores(arm, Metric.SINK, results),
                        cores(arm, Metric.CPU, results)));
            }
        }
        return findings;
    }

    private static double cores(Arm arm, Metric nanos, Results results) {
        return results.median(arm, nanos) * results.median(arm, Metric.RATE) / 1e9;
    }
}
