// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.DelayedWire;
import io.github.gas4j.it.fixtures.HostsFile;
import io.github.gas4j.it.fixtures.Namespace;
import io.github.gas4j.it.fixtures.Proxy;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.testkit.CollectorProcess;
import io.github.gas4j.testkit.Pki;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where a fault is played: a collector, the way to it, and an application. Confined to one thread. */
final class Stage implements AutoCloseable {
    /** The name of the collector where it has one. */
    static final String NAME = "collector.test";

    private static final Duration WIRE_DELAY = Duration.ofMillis(20);
    private static final int GLANCE_MILLIS = 50;
    /** Where a collector goes that moves. */
    static final String OTHER_ADDRESS = "127.0.0.2";

    private final Run run;
    private final Random random;
    private final HostsFile hosts;
    private final CollectorProcess collector;
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final @Nullable Namespace namespace;
    /** What tells the application's JVM whom to trust. */
    private final List<String> trust = new ArrayList<>();
    /** Where the application finds the collector. */
    private int port;

    private Stage(Fault fault, Run run, Path directory) throws IOException {
        this.run = run;
        this.random = new Random(fault.title().hashCode());
        this.hosts = new HostsFile(directory.resolve("hosts"));
        Path journal = Files.createDirectory(directory.resolve("journal"));
        namespace = fault.site().namespace().orElse(null);
        if (namespace != null) {
            opened.add(namespace::close);
            collector = namespace.collector(journal);
        } else {
            collector = CollectorProcess.down(journal);
        }
        opened.add(collector::close);
        port = collector.port();
    }

    /** Builds what the fault needs, with the collector as the application finds it. */
    static Stage open(Fault fault, Run run, Path directory) throws IOException {
        Stage stage = new Stage(fault, run, directory);
        try {
            if (fault.is(Trait.ENCRYPTED)) {
                stage.encrypt(new Pki(directory.resolve("pki"), "authority"));
            }
            stage.build(fault);
        } catch (IOException | RuntimeException | Error failed) {
            stage.close();
            throw failed;
        }
        return stage;
    }

    private void encrypt(Pki pki) {
        Pki.Identity identity = pki.issue("collector", collector.host(), OTHER_ADDRESS, NAME);
        collector.encryptedWith(identity.keyStore(), pki.trustStore());
        trust.add("-Djavax.net.ssl.trustStore=" + pki.trustStore());
        trust.add("-Djavax.net.ssl.trustStorePassword=" + Pki.PASSWORD);
    }

    private void build(Fault fault) throws IOException {
        if (fault.is(Trait.SMALL_WINDOW)) {
            collector.withSmallReceiveBuffer();
        }
        collector.start();
        if (fault.is(Trait.DOWN_AT_START)) {
            collector.refuse();
        } else if (fault.site() == Site.BY_NAME) {
            hosts.put(NAME, collector.host());
        }
        if (fault.site() == Site.BEHIND_A_PROXY) {
            Proxy proxy = Proxy.to(collector.host(), collector.port());
            opened.add(proxy::close);
            port = proxy.port();
        } else if (fault.site() == Site.DELAYED) {
            DelayedWire wire = DelayedWire.to(collector.host(), collector.port(), WIRE_DELAY);
            opened.add(wire::close);
            port = wire.port();
        }
    }

    /** Starts the application. */
    Application start(Fault fault, Contestant contestant) throws IOException {
        Settings settings = contestant.settings(port);
        if (contestant.takesOptions()) {
            settings = fault.applyTo(settings);
        }
        settings = fault.is(Trait.ENCRYPTED) ? settings.with("tls", true) : settings;
        List<String> jvmArguments = new ArrayList<>(trust);
        if (fault.site() == Site.BY_NAME) {
            settings = settings.with("host", NAME);
            jvmArguments.addAll(hosts.jvmArguments());
        } else {
            settings = settings.with("host", collector.host());
        }
        Application application =
                Application.start(contestant.framework(), settings, jvmArguments.toArray(String[]::new));
        opened.add(application::close);
        return application;
    }

    CollectorProcess collector() {
        return collector;
    }

    HostsFile hosts() {
        return hosts;
    }

    Namespace namespace() {
        return Objects.requireNonNull(namespace);
    }

    Run run() {
        return run;
    }

    /** Lets time pass. */
    void pause(int millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Lets a random time pass, so that a fault meets the connection in all phases. */
    void pause(int least, int most) {
        pause(least + random.nextInt(most - least));
    }

    /** Lets so much time pass as something is down in a run of this size. */
    void outage() {
        pause(run.outageMillis());
    }

    /** Waits until something gets to the collector again; an appender that never sees to it has its share of time too. */
    void awaitTraffic(int atMostMillis) {
        pause(GLANCE_MILLIS);
        long before = collector.received();
        for (int waited = 0; waited < atMostMillis && collector.received() == before; waited += GLANCE_MILLIS) {
            pause(GLANCE_MILLIS);
        }
    }

    /** Plays something again and again. */
    void repeat(int times, Fault.Script script) throws IOException {
        for (int i = 0; i < times; i++) {
            script.play(this);
        }
    }

    /** Closes what was opened, the last first, whatever any of it throws. */
    @Override
    public void close() throws IOException {
        Closeable last = opened.pollLast();
        if (last != null) {
            try {
                last.close();
            } finally {
                close();
            }
        }
    }
}
