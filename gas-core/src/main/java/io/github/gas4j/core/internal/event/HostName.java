// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The name of this host, found without a question to a name server, which an application would wait for. Stateless. */
public final class HostName {
    private static final String UNKNOWN = "localhost";

    private HostName() {}

    /** Returns the name, or "localhost" if neither the system nor the environment tells it. */
    public static String get() {
        for (String name : new @Nullable String[] {
            kernel(), System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"),
        }) {
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        }
        return UNKNOWN;
    }

    /** Returns what Linux says, or null. */
    private static @Nullable String kernel() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"));
        } catch (IOException | RuntimeException otherSystem) {
            return null;
        }
    }
}
