// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.CollectorProcess;
import io.github.gas4j.it.fixtures.HostsFile;
import io.github.gas4j.it.fixtures.Namespace;
import io.github.gas4j.it.fixtures.Proxy;
import io.github.gas4j.it.fixtures.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final Size size;
    private final Random random;
    private final HostsFile hosts;
    private final CollectorProcess collector;
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private @Nullable Namespace namespace;
    private @Nullable Proxy proxy;

    private Stage(Fault fault, Size size, Path directory) throws IOException {
        this.size = size;
        this.random = new Random(fault.title().hashCode());
        this.hosts = new HostsFile(directory.resolve("hosts"));
        Path journal = Files.createDirectory(directory.resolve("journal"));
        if (fault.site() == Site.REMOTE) {
            namespace = Namespace.create();
            opened.add(namespace::close);
            collector = CollectorProcess.downIn(namespace, journal);
        } else {
            collector = CollectorProcess.down(journal);
        }
        opened.add(collector::close);
    }

    /** Builds what the fault needs, with the collector as the application finds it. */
    static Stage open(Fault fault, Size size, Path directory) throws IOException {
        Stage stage = new Stage(fault, size, directory);
        try {
            stage.build(fault);
        } catch (IOException | RuntimeException | Error failed) {
            stage.close();
            throw failed;
        }
        return stage;
    }

    private void build(Fault fault) throws IOException {
        if (fault.traits().smallWindow()) {
            collector.withSmallReceiveBuffer();
        }
        collector.start();
        if (fault.traits().downAtStart()) {
            collector.refuse();
        } else if (fault.site() == Site.BY_NAME) {
            hosts.put(NAME, collector.host());
        }
        if (fault.site() == Site.BEHIND_A_PROXY) {
            proxy = Proxy.to(collector.host(), collector.port());
            opened.add(proxy::close);
        }
    }

    /** Starts the application. */
    Application start(Fault fault, Contestant contestant) throws IOException {
        int port = proxy == null ? collector.port() : proxy.port();
        Settings settings = fault.applyTo(contestant.settings(port));
        List<String> jvmArguments = new ArrayList<>();
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

    Size size() {
        return size;
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
        pause(size.outageMillis());
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
