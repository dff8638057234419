// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gas4j.it.fixtures.Namespace;
import io.github.gas4j.it.fixtures.RsyslogContainer;
import io.github.gas4j.it.fixtures.Syslogd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/**
 * What a real rsyslogd, with octet counts switched on as they are by default, and a real syslog-ng read of the messages of
 * {@code GasSyslogEncoder}: their own parsers say what the parts are. Skipped without Docker, and without syslog-ng.
 */
@Timeout(120)
class SyslogEncoderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ODD = "a \"quoted\" \\ back]slash, Zo\u00eb, \ud83d\ude00 and 1\n2";
    private static final String MARK = "\uFEFF";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    @ParameterizedTest
    @ValueSource(strings = {"NEWLINE", "OCTET_COUNTING"})
    void rsyslogReadsWhatWasLogged(String framing) throws JoranException {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "needs Docker");
        Instant before = Instant.now();
        try (RsyslogContainer rsyslog = RsyslogContainer.onHostNetwork()
                .withOctetCountedFraming()
                .withParsedMessages()
                .start()) {
            log("127.0.0.1:" + rsyslog.port(), framing);
            await("all events").atMost(PATIENCE).until(() -> rsyslog.lines().count() == 3);

            List<JsonNode> events = rsyslog.lines().map(SyslogEncoderIT::parse).toList();
            check(events, framing, MARK);
            assertThat(OffsetDateTime.parse(text(events.get(0), "time")).toInstant())
                    .isBetween(before.minusMillis(1), Instant.now());
        }
    }

    /** syslog-ng takes the mark off. */
    @ParameterizedTest
    @ValueSource(strings = {"NEWLINE", "OCTET_COUNTING"})
    void syslogNgReadsWhatWasLogged(String framing, @TempDir Path directory) throws JoranException, IOException {
        assumeTrue(Namespace.isPossible(), "needs a network namespace: Linux, root, ip, iptables");
        assumeTrue(Syslogd.Kind.SYSLOG_NG.isThere(), "needs syslog-ng");
        try (Namespace namespace = Namespace.create();
                Syslogd syslogd = new Syslogd(Syslogd.Kind.SYSLOG_NG, namespace, directory)
                        .withParsedMessages("mdc@32473", "user", "odd", "event_id")) {
            if (framing.equals("OCTET_COUNTING")) {
                syslogd.withOctetCounting();
            }
            syslogd.start();
            log(syslogd.host() + ":" + syslogd.port(), framing);
            await("all events").atMost(PATIENCE).until(() -> lines(syslogd).size() == 3);

            check(lines(syslogd).stream().map(SyslogEncoderIT::parse).toList(), framing, "");
        }
    }

    private static List<String> lines(Syslogd syslogd) {
        return new String(syslogd.stored(), StandardCharsets.UTF_8).lines().toList();
    }

    private static void check(List<JsonNode> events, String framing, String mark) {
        JsonNode plain = events.get(0);
        assertThat(text(plain, "pri")).isEqualTo("134");
        assertThat(text(plain, "host")).isEqualTo("web-1");
        assertThat(text(plain, "app")).isEqualTo("shop");
        assertThat(text(plain, "pid"))
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(text(plain, "id")).isEqualTo("order");
        assertThat(text(plain, "msg")).isEqualTo("plain");
        assertThat(text(plain, "data/mdc@32473/user")).isEqualTo("4711");
        assertThat(text(plain, "data/mdc@32473/event_id")).matches("[g-v][0-9a-v]{12}-[0-9a-v]{12}");
        JsonNode odd = events.get(1);
        assertThat(text(odd, "pri")).isEqualTo("132");
        assertThat(text(odd, "data/mdc@32473/odd")).isEqualTo(ODD.replace("\n", "\\n"));
        assertThat(text(odd, "msg")).isEqualTo(mark + line(framing, ODD));
        JsonNode failed = events.get(2);
        assertThat(text(failed, "pri")).isEqualTo("131");
        assertThat(text(failed, "msg"))
                .startsWith(line(framing, "failed\njava.lang.IllegalStateException: thrown\n\tat "))
                .endsWith(")");
    }

    /** Logs three events, and returns when they are sent. */
    private void log(String destination, String framing) throws JoranException {
        configure(destination, framing);
        Logger logger = context.getLogger("test");
        mdc.put("user", "4711");
        logger.info("plain");
        logger.atWarn().addKeyValue("odd", ODD).log(ODD);
        logger.error("failed", new IllegalStateException("thrown"));
        context.stop();
    }

    private void configure(String destination, String framing) throws JoranException {
        context.setMDCAdapter(mdc);
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        joran.doConfigure(
                new ByteArrayInputStream("""
                <configuration>
                  <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                    <destination>%s</destination>
                    <framing>%s</framing>
                    <encoder class="io.github.gas4j.logback.GasSyslogEncoder">
                      <facility>LOCAL0</facility>
                      <appName>shop</appName>
                      <hostname>web-1</hostname>
                      <msgId>order</msgId>
                      <eventId>true</eventId>
                    </encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="COLLECTOR"/></root>
                </configuration>
                """.formatted(destination, framing).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonNode event, String path) {
        return event.at("/" + path).asText();
    }

    /** Returns a text as it arrives in MSG. */
    private static String line(String framing, String text) {
        return framing.equals("NEWLINE") ? text.replace("\n", "\\n") : text;
    }

    private static JsonNode parse(String line) {
        try {
            return JsonMapper.builder().build().readTree(line);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(line, invalid);
        }
    }
}
