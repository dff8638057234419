// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.testkit.CollectorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of the demo and the files between them. Confined to the demo's thread, but for {@link #close}, which is
 * called at the JVM's exit.
 */
final class Stage implements AutoCloseable {
    private static final long READ_STEP_MILLIS = 10;
    private static final int MOST_READ_STEPS = 500;

    private final DemoOptions options;
    private final Path directory;
    private final CollectorProcess collector;
    private final List<ApplicationProcess> applications = new CopyOnWriteArrayList<>();
    private final JournalReader journal;
    private final Delivered delivered = new Delivered();

    private Stage(DemoOptions options, Path directory, int port) {
        this.options = options;
        this.directory = directory;
        collector = CollectorProcess.downAt("127.0.0.1", port, directory);
        journal = new JournalReader(collector.journal());
    }

    /** Makes a stage with nobody on it, which is cleared at the JVM's exit, however that comes about. */
    static Stage open(DemoOptions options) throws IOException {
        Stage stage = new Stage(options, Files.createTempDirectory("gas-demo"), FreePort.find());
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "exit"));
        return stage;
    }

    DemoOptions options() {
        return options;
    }

    CollectorProcess collector() {
        return collector;
    }

    List<ApplicationProcess> applications() {
        return applications;
    }

    /** Starts the applications, which begin to log at once. */
    void startApplications() throws IOException {
        for (Framework framework : Framework.values()) {
            applications.add(ApplicationProcess.start(framework, collector.port(), options.delivery()));
        }
    }

    /** Returns whether every application has a connection, as far as is known. */
    boolean isConnected() {
        return applications.stream().allMatch(ApplicationProcess::isConnected);
    }

    /** Reads on in the journal and returns what has been delivered by now; fails if an application has ended. */
    Delivered delivered() throws IOException {
        for (ApplicationProcess application : applications) {
            application.checkAlive();
        }
        journal.poll(delivered::add);
        return delivered;
    }

    /** Ends the applications and then the collector, and returns the outcome. */
    List<Outcome> end() throws IOException, InterruptedException {
        for (ApplicationProcess application : applications) {
            application.stop();
        }
        List<Status> last = new ArrayList<>();
        for (ApplicationProcess application : applications) {
            last.add(application.awaitEnd());
        }
        awaitRead();
        journal.poll(delivered::add);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < last.size(); i++) {
            Framework framework = applications.get(i).framework();
            outcomes.add(new Outcome(framework.title(), last.get(i), delivered.of(framework.epoch())));
        }
        return outcomes;
    }

    /** Waits until the collector has read all that the applications have written. */
    private void awaitRead() throws InterruptedException {
        for (int i = 0; collector.open() > 0; i++) {
            if (i == MOST_READ_STEPS) {
                throw new DemoFailure("the collector does not read to the end", List.of());
            }
            TimeUnit.MILLISECONDS.sleep(READ_STEP_MILLIS);
        }
    }

    /** Kills what still lives and deletes the files; the second time there is nothing to do. */
    @Override
    public synchronized void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (ApplicationProcess application : applications) {
                application.close();
            }
            collector.close();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException gone) {
            // it has been deleted before, or else belongs to whoever cleans temporary files
        }
    }
}
