// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Encryption;
import io.github.gas4j.testkit.JvmCommand;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JSSE changes its keys by itself after 128 GiB, in the middle of the caller's bytes. In a JVM that does so after each MiB,
 * nothing stalls or is lost.
 */
class KeyLimitTest {
    private static final int EVENTS = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {"REPLAY", "CONFIRMED"})
    void keysChangeUnderLoad(String delivery, @TempDir Path directory) throws IOException {
        Pki pki = new Pki(directory, "ca");
        Encryption encryption = Encryption.with(pki.context(pki.issue("collector", "localhost")));
        try (Collector collector = Collector.down()) {
            collector.encrypt(encryption).listen();
            try (ChildJvm child = JvmCommand.of(BurstMain.class)
                    .frugal()
                    .options("-Djava.security.properties=" + limit(directory))
                    .arguments("localhost:" + collector.port(), pki.trusted().toString(), delivery, "" + EVENTS)
                    .start()) {
                assertThat(child.answer(120)).isEqualTo("true dropped 0 connections 1");
            }
            assertThat(collector.lines()).hasSize(EVENTS);
        }
    }

    /** Otherwise the answer to one of the engine's own requests would be taken for the answer to a question. */
    @Test
    void theEnginesOwnRequestsCountAsQuestions(@TempDir Path directory) throws IOException {
        try (ChildJvm child = JvmCommand.of(KeyLimitMain.class)
                .frugal()
                .options("-Djava.security.properties=" + limit(directory))
                .arguments(directory.toString())
                .start()) {
            assertThat(child.answer(60))
                    .as("the engine has asked by itself, and the question has no answer yet")
                    .isEqualTo("true true");
        }
    }

    private static Path limit(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("java.security"), "jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate 2^20\n");
    }
}
