// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the variants are built with. */
class LibrariesTest {

    /** The parent's versions would take precedence, but for those that a module repeats. */
    @ParameterizedTest
    @EnumSource
    void areOfTheVersionsThatSpringBootManages(Variant variant) throws IOException {
        boolean logback = variant.configuration().endsWith("logback-spring.xml");

        assertThat(version(variant, logback ? "logback-classic" : "log4j-core"))
                .isEqualTo(version(variant, logback ? "logback-core" : "log4j-api"));
        assertThat(version(variant, "spring-boot"))
                .startsWith(variant.toString().split("-", -1)[1] + ".");
    }

    private static String version(Variant variant, String artifact) throws IOException {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d[\\d.]*)\\.jar");
        return variant.libraries().stream()
                .map(library -> jar.matcher(Path.of(library).getFileName().toString()))
                .filter(name -> name.matches())
                .map(name -> name.group(1))
                .findFirst()
                .orElseThrow();
    }
}
