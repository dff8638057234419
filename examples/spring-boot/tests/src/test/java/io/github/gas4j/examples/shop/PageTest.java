// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about Spring Boot shows the files of the application. */
class PageTest {
    private static final Path PAGE = Path.of("../../../docs/spring-boot.md");
    private static final Path FILES = Path.of("../src/main/resources");

    @ParameterizedTest
    @ValueSource(strings = {"application.properties", "logback-spring.xml", "log4j2-spring.xml"})
    void showsTheFile(String name) throws IOException {
        assertThat(Files.readString(PAGE)).contains("\n" + Files.readString(FILES.resolve(name)) + "```");
    }
}
