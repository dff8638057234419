// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * An rsyslogd in a container, as a collector that a test can kill, freeze and start again on the same port.
 *
 * <p>What it receives over TCP it appends to a {@linkplain #journal() journal} exactly as it was sent, one message a
 * line, and it has stored a message before it reads on: killing it loses only what it had not read, or had just read.
 * Known exceptions to "as sent" are rsyslog's own: it skips empty lines, writes a NUL as {@code #000}, does not keep
 * what is longer than 64 KiB in one piece, and stores the torn last line of a closed connection as a message.
 *
 * <p>The image comes from the system property {@code gas.rsyslog.image}; it needs {@code sh} and {@code rsyslogd}. Not
 * safe for use by several threads.
 */
final class RsyslogContainer implements AutoCloseable {
    private static final String IMAGE = System.getProperty("gas.rsyslog.image", "rsyslog/rsyslog-collector:latest");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int UNMAPPED_PORT = 5140;
    private static final Pattern NEWLINE = Pattern.compile("\n");

    /** Process 1, so that rsyslogd is a child which signals can kill and which is started again only on request. */
    private static final String SUPERVISOR = """
            cd /gas
            while :; do
              until [ -e start ]; do sleep 0.05; done
              rm start
              rsyslogd -n -iNONE -f /gas/rsyslog.conf >>rsyslogd.log 2>&1 &
              echo $! >pid.new
              mv pid.new pid
              wait $!
              rm pid
            done
            """;

    /** Messages are stored by the thread that reads them (Direct), and DNS would delay every new connection. */
    private static final String CONFIGURATION = """
            global(
              workDirectory="/tmp"
              maxMessageSize="64k"
              net.enableDNS="off"
              parser.escapeControlCharactersOnReceive="off"
            )
            module(load="imtcp" maxSessions="1000")
            template(name="asSent" type="string" string="%%rawmsg%%\\n")
            ruleset(name="journal" queue.type="Direct") {
              action(type="omfile" file="/gas/journal" template="asSent"
                     fileCreateMode="0644" asyncWriting="off" flushOnTXEnd="on")
            }
            input(type="imtcp" address="%s" port="%d" ruleset="journal" supportOctetCountedFraming="%s")
            action(type="omfile" file="/gas/rsyslogd.log" fileCreateMode="0644")
            """;

    private final GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE));
    private final Path folder;
    private final boolean mapped;
    private final int listenPort;
    private boolean octetCounting;

    private RsyslogContainer(boolean mapped) {
        this.mapped = mapped;
        this.listenPort = mapped ? UNMAPPED_PORT : freePort();
        this.folder = unchecked(() -> Files.createTempDirectory("gas-rsyslog"));
        container.withCreateContainerCmdModifier(this::runSupervisor).waitingFor(Wait.forSuccessfulCommand("true"));
        if (mapped) {
            container.withExposedPorts(listenPort);
        } else {
            container.withNetworkMode("host");
        }
    }

    /** Returns a collector that listens on 127.0.0.1 itself, so that a connection ends when rsyslogd does. */
    static RsyslogContainer onHostNetwork() {
        return new RsyslogContainer(false);
    }

    /**
     * Returns a collector behind a port that Docker maps to 127.0.0.1: clients talk to a proxy, which accepts and reads
     * for an rsyslogd that is gone.
     */
    static RsyslogContainer behindMappedPort() {
        return new RsyslogContainer(true);
    }

    /** Makes rsyslogd read a message that begins with a digit as octet-counted (RFC 6587); call before starting. */
    RsyslogContainer withOctetCountedFraming() {
        octetCounting = true;
        return this;
    }

    /** Starts the container and rsyslogd in it, and returns once rsyslogd listens. */
    RsyslogContainer start() {
        String configuration =
                CONFIGURATION.formatted(mapped ? "0.0.0.0" : "127.0.0.1", listenPort, octetCounting ? "on" : "off");
        unchecked(() -> Files.writeString(folder.resolve("rsyslog.conf"), configuration));
        try {
            container.start();
            startRsyslogd();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return this;
    }

    /** Starts rsyslogd in the running container, and returns once it listens. */
    void startRsyslogd() {
        if (Files.exists(pidFile())) {
            throw new IllegalStateException("rsyslogd runs already");
        }
        unchecked(() -> Files.createFile(folder.resolve("start")));
        String listening = "grep -q ':%04X 00000000:0000 0A' /proc/net/tcp".formatted(listenPort);
        try {
            await().pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(pidFile()) && run(listening).getExitCode() == 0);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("rsyslogd does not listen; it says:\n" + read("rsyslogd.log"), e);
        }
    }

    /** Kills rsyslogd as a crash would, and returns once it is gone; the container stays. */
    void killRsyslogd() {
        signal("KILL");
        awaitEnd();
    }

    /** Ends rsyslogd as a restart of the service would, and returns once it is gone; the container stays. */
    void terminateRsyslogd() {
        signal("TERM");
        awaitEnd();
    }

    /** Freezes rsyslogd: the kernel still accepts connections and bytes for it until its buffers are full. */
    void pauseRsyslogd() {
        signal("STOP");
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() ->
                        run("grep -q '^State:.T' /proc/$(cat /gas/pid)/status").getExitCode() == 0);
    }

    /** Lets a frozen rsyslogd go on. */
    void resumeRsyslogd() {
        signal("CONT");
    }

    /** Returns the port on 127.0.0.1 under which clients reach rsyslogd; it stays the same across restarts. */
    int port() {
        return mapped ? container.getMappedPort(listenPort) : listenPort;
    }

    /** Returns the file of all messages stored so far; it exists once there is one. */
    Path journal() {
        return folder.resolve("journal");
    }

    /** Returns the messages stored so far; a line that is still being written is left out. */
    Stream<String> lines() {
        String text = read("journal");
        int end = text.lastIndexOf('\n');
        // Neither String.lines nor Files.lines would do: to them a carriage return ends a line as well.
        return end < 0 ? Stream.empty() : NEWLINE.splitAsStream(text.substring(0, end));
    }

    @Override
    public void close() {
        container.stop();
        unchecked(() -> {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            return folder;
        });
    }

    private void signal(String name) {
        var result = run("kill -" + name + " $(cat /gas/pid)");
        if (result.getExitCode() != 0) {
            throw new IllegalStateException("no SIG" + name + " for rsyslogd: " + result.getStderr());
        }
    }

    private void awaitEnd() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> Files.notExists(pidFile()));
    }

    private ExecResult run(String script) {
        try {
            return container.execInContainer("sh", "-c", script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    private String read(String file) {
        Path path = folder.resolve(file);
        return Files.exists(path) ? unchecked(() -> new String(Files.readAllBytes(path), StandardCharsets.UTF_8)) : "";
    }

    /**
     * Root, because the official image's user could not write into a folder of the user who runs the tests. The folder
     * is bound here because Testcontainers' own way to bind one pulls a helper image first.
     */
    private void runSupervisor(CreateContainerCmd command) {
        command.withUser("0").withEntrypoint("sh", "-c", SUPERVISOR).withCmd();
        Objects.requireNonNull(command.getHostConfig()).withBinds(new Bind(folder.toString(), new Volume("/gas")));
    }

    /**
     * Finds a port below those that the kernel gives to clients: a client that keeps trying one of those can find itself
     * at the other end, and then rsyslogd cannot listen there again.
     */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException ignored) {
                // taken: try another
            }
        }
    }

    private static <T> T unchecked(IoCall<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface IoCall<T> {
        T call() throws IOException;
    }
}
