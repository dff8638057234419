// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.status.Status;
import io.github.gas4j.testkit.Reservation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Appenders of the same name after one that lacked something: here more direct memory than there is. */
class RecentShortageTest {
    private static final String TOO_MUCH = "1GiB";

    private final Reservation port = Reservation.onLoopback();
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        context.stop();
        port.close();
    }

    @Test
    void isOneErrorHoweverManyAppendersAreMade() throws Exception {
        String file = """
                <configuration>
                  <appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
                    <discriminator class="ch.qos.logback.classic.sift.ContextBasedDiscriminator"/>
                    <sift>
                      <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
                        <destination>%s</destination>
                        <bufferSize>%s</bufferSize>
                        <encoder><pattern>%%msg%%n</pattern></encoder>
                      </appender>
                    </sift>
                  </appender>
                  <root level="INFO"><appender-ref ref="SIFT"/></root>
                </configuration>
                """.formatted(port.destination(), TOO_MUCH);
        context.setName("sifted");
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        joran.doConfigure(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));

        for (int i = 0; i < 5; i++) {
            context.getLogger("test").info("event {}", i);
        }

        assertThat(ours(Status.ERROR))
                .singleElement()
                .asString()
                .contains("option bufferSize: '1GiB'", "no other appender of this name is tried within a minute");
        assertThat(ours(Status.WARN)).isEmpty();
    }

    @Test
    void isOverOnceAnAppenderOfTheNameHasStarted() {
        GasAppender first = appender("COLLECTOR", TOO_MUCH);
        first.start();
        assertThat(first.isStarted()).isFalse();
        first.setBufferSize("64KiB");
        first.start();
        first.stop();

        GasAppender second = appender("COLLECTOR", "64KiB");
        second.start();

        assertThat(second.isStarted()).isTrue();
        second.stop();
    }

    @Test
    void isNoneOfAnotherAppenderWithoutAName() {
        appender(null, TOO_MUCH).start();
        GasAppender second = appender(null, "64KiB");
        second.start();

        assertThat(ours(Status.ERROR)).hasSize(1);
        assertThat(second.isStarted()).isTrue();
        second.stop();
    }

    private GasAppender appender(@Nullable String name, String bufferSize) {
        GasAppender appender = new GasAppender();
        if (name != null) {
            appender.setName(name);
        }
        appender.setContext(context);
        appender.addDestination(port.destination());
        appender.setEncoder(ScriptedEncoder.doing(message -> {}));
        appender.setBufferSize(bufferSize);
        appender.setShutdownTimeout("0");
        return appender;
    }

    private List<String> ours(int level) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getLevel() == level && status.getOrigin() instanceof GasAppender)
                .map(Status::getMessage)
                .filter(message -> message.startsWith("Appender not started"))
                .toList();
    }
}
