// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the application is built with, and the format that it is tested with. Immutable. */
enum Variant {
    BOOT_3(Format.LOGSTASH),
    BOOT_3_LOG4J2(Format.ECS),
    BOOT_4(Format.ECS),
    BOOT_4_LOG4J2(Format.LOGSTASH);

    private final Format format;

    Variant(Format format) {
        this.format = format;
    }

    /** A format of Spring Boot. */
    enum Format {
        ECS,
        LOGSTASH
    }

    Format format() {
        return format;
    }

    /** Returns the file that configures the logging framework. */
    Path configuration() {
        return target().resolve("classes")
                .resolve(this == BOOT_3 || this == BOOT_4 ? "logback-spring.xml" : "log4j2-spring.xml");
    }

    private Path target() {
        return Path.of("..", toString(), "target").toAbsolutePath().normalize();
    }

    /** Returns the entries of the class path. */
    List<String> libraries() throws IOException {
        String libraries = Files.readString(target().resolve("class-path")).strip();
        return Stream.of(libraries.split(File.pathSeparator, -1)).toList();
    }

    String classPath() throws IOException {
        return target().resolve("classes") + File.pathSeparator + String.join(File.pathSeparator, libraries());
    }

    /** Returns the name of the module. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
