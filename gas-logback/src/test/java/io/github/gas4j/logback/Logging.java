// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasStats;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A context of its own, configured by a file with one {@code GasAppender} in it. */
final class Logging implements AutoCloseable {
    static final String MESSAGE_ONLY = "<encoder><pattern>%msg%n</pattern></encoder>";

    final LoggerContext context = new LoggerContext();
    /** What SLF4J gives to the context that it makes; in another one, whatever asks for the MDC would fail without. */
    final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    /** Long enough for a machine that is busy with other things; a client that is done does not use it up. */
    private static final String SHUTDOWN_TIMEOUT = "20s";

    private Logging() {}

    /** Configures a context with the elements inside of the appender. */
    static Logging with(String elements) {
        Logging logging = new Logging();
        logging.context.setMDCAdapter(logging.mdc);
        logging.configure(elements);
        return logging;
    }

    /** Configures a context that sends messages, and nothing else, to a destination; not even reports of drops. */
    static Logging to(String destination, String... furtherElements) {
        return with(
                "<destination>" + destination + "</destination>" + MESSAGE_ONLY + "<shutdownTimeout>" + SHUTDOWN_TIMEOUT
                        + "</shutdownTimeout><reportDrops>false</reportDrops>" + String.join("", furtherElements));
    }

    /** Configures a context as an application does that has no file. */
    static Logging inCode(String destination, Encoder<ILoggingEvent> encoder) {
        GasAppender appender = new GasAppender();
        appender.setName("COLLECTOR");
        return inCode(appender, destination, encoder);
    }

    /** Configures a context with an appender that the test has made. */
    static Logging inCode(GasAppender appender, String destination, Encoder<ILoggingEvent> encoder) {
        Logging logging = new Logging();
        appender.setContext(logging.context);
        appender.addDestination(destination);
        appender.setEncoder(encoder);
        appender.setShutdownTimeout(SHUTDOWN_TIMEOUT);
        appender.start();
        logging.context.getLogger("ROOT").addAppender(appender);
        return logging;
    }

    /** Configures a context by a whole file. The root logger's first appender must be a {@code GasAppender}. */
    static Logging of(String file) {
        Logging logging = new Logging();
        logging.context.setMDCAdapter(logging.mdc);
        logging.read(file);
        return logging;
    }

    private void configure(String elements) {
        read(file("", appender("COLLECTOR", elements)));
    }

    /** Returns a {@code GasAppender} as an element of a file. */
    static String appender(String name, String elements) {
        return "<appender name='" + name + "' class='" + GasAppender.class.getName() + "'>" + elements + "</appender>";
    }

    /** Returns a file with these appenders, all of them attached to the root logger. */
    static String file(String further, String... appenders) {
        String refs = Pattern.compile("<appender name='([^']*)'")
                .matcher(String.join("", appenders))
                .results()
                .map(found -> "<appender-ref ref='" + found.group(1) + "'/>")
                .collect(Collectors.joining());
        return "<configuration>" + further + String.join("", appenders) + "<root level='TRACE'>" + refs
                + "</root></configuration>";
    }

    /** Does what Logback's {@code scan} does when the file has changed. */
    void reload(String file) {
        context.reset();
        read(file);
    }

    void read(String file) {
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        try {
            joran.doConfigure(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    /** Returns the clients of this name that run in this JVM. */
    static List<GasClient> running(String name) {
        return GasClient.running().stream()
                .filter(client -> client.name().equals(name))
                .toList();
    }

    /** Returns an event for an appender without a logger. */
    static LoggingEvent event(String message) {
        return new LoggingEvent("test", new LoggerContext().getLogger("test"), Level.INFO, message, null, null);
    }

    Logger logger() {
        return context.getLogger("test");
    }

    GasAppender appender() {
        return (GasAppender) context.getLogger("ROOT").iteratorForAppenders().next();
    }

    GasAppender appender(String name) {
        return Objects.requireNonNull((GasAppender) context.getLogger("ROOT").getAppender(name), name);
    }

    GasStats stats() {
        return Objects.requireNonNull(appender().stats(), "never started");
    }

    List<String> errors() {
        return messages(Status.ERROR);
    }

    List<String> warnings() {
        return messages(Status.WARN);
    }

    List<String> information() {
        return messages(Status.INFO);
    }

    private List<String> messages(int level) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getLevel() == level)
                .map(Status::getMessage)
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
