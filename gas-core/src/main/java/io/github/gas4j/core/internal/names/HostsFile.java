// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The system's file of names, which comes before the name server. A name in it is not asked for, because whoever put it
 * there wants no other address.
 *
 * <p>Thread-safe: immutable, and reads the file anew each time.
 */
final class HostsFile {
    private final Path file;

    HostsFile(Path file) {
        this.file = file;
    }

    /** Returns the file of this system. */
    static HostsFile ofThisSystem() {
        String windows = System.getenv("SystemRoot");
        return new HostsFile(
                windows == null ? Path.of("/etc/hosts") : Path.of(windows, "System32", "drivers", "etc", "hosts"));
    }

    /** Returns whether the file has the name. It has none if it cannot be read. */
    boolean has(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        // every byte is a character, so that no line is malformed
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> names(line.toLowerCase(Locale.ROOT), wanted));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean names(String line, String wanted) {
        int comment = line.indexOf('#');
        String entry = comment < 0 ? line : line.substring(0, comment);
        return entry.contains(wanted)
                && Stream.of(entry.trim().split("\\s+")).skip(1).anyMatch(wanted::equals);
    }
}
