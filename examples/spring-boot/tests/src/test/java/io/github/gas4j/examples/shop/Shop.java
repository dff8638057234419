// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.JvmCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application in a JVM of its own. Its console is the control: what it shows was logged. Confined to one thread. */
final class Shop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOGGED = "logged: ";
    private static final String STARTED = "Started ShopApplication";
    private static final String PORT = "Tomcat started on port ";

    private final ChildJvm process;

    private Shop(ChildJvm process) {
        this.process = process;
    }

    /** Opens a shop that logs to a collector; the arguments set further properties. */
    static Shop open(Variant variant, Collector collector, String... arguments) throws IOException {
        return new Shop(JvmCommand.of(ShopApplication.class)
                .frugal()
                .options("-cp", variant.classPath())
                .environment("COLLECTOR_DESTINATION", collector.destination())
                .environment("SHOP_INTERVAL", "100ms")
                .arguments("--collector.format=" + variant.format())
                .arguments("--logging.pattern.console=" + LOGGED + "%m%n")
                .arguments("--server.port=0", "--spring.threads.virtual.enabled=true")
                .arguments(arguments)
                .start());
    }

    /** Waits until the application has started. */
    void awaitStart() {
        awaitLine(STARTED);
    }

    /** Waits until a message that begins so was logged; returns it. */
    String awaitLine(String beginning) {
        await(beginning).atMost(PATIENCE).until(() -> find(beginning) != null || !process.isAlive());
        String line = find(beginning);
        if (line == null) {
            throw new AssertionError("ended without '" + beginning + "': " + output());
        }
        return line;
    }

    private @Nullable String find(String beginning) {
        return logged().stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse(null);
    }

    /** Waits until more orders were taken. */
    void awaitOrders(int more) {
        int before = logged().size();
        await("orders").atMost(PATIENCE).until(() -> logged().size() >= before + more);
    }

    /** Returns the messages that were logged so far. */
    List<String> logged() {
        return output().stream()
                .filter(line -> line.startsWith(LOGGED))
                .map(line -> line.substring(LOGGED.length()))
                .toList();
    }

    /** Returns what the application has printed. */
    List<String> output() {
        return process.output();
    }

    /** Returns what Prometheus would scrape. */
    String metrics() throws IOException, InterruptedException {
        int port = Integer.parseInt(awaitLine(PORT).substring(PORT.length()).split(" ", 2)[0]);
        URI metrics = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    /** Asks the application to end (SIGTERM). */
    void terminate() throws IOException {
        process.terminate();
    }

    /** Waits for the end and returns the exit code. */
    int awaitEnd() throws IOException {
        return process.awaitEnd(PATIENCE.toSeconds());
    }

    /** Kills the application (SIGKILL). */
    void kill() throws IOException {
        process.close();
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
