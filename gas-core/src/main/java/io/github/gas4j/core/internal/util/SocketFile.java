// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known about the file of a Unix domain socket: which paths are valid, and why none can be connected to. Stateless. */
public final class SocketFile {
    /** The longest path that the JDK takes on Linux, in bytes. */
    public static final int MOST_BYTES = 106;

    private static final String MISSING = "the file of the socket does not exist";
    private static final String NO_SOCKET = "the file is not a socket";
    private static final String DENIED = "this process may not connect to the socket: permission denied";
    private static final String UNHEARD = "nothing listens on the socket: connection refused";
    private static final String DATAGRAM = "it is a datagram socket, and GAS needs a stream socket";
    private static final String CROWDED =
            "the collector accepts no connections, and the socket's queue of them is full";

    private static final Map<String, String> ADVICE = new TreeMap<>(Map.of(
            MISSING, "check that the collector runs, and that its socket has this path",
            NO_SOCKET, "give the path of the collector's socket",
            DENIED, "let the user of this process write to the socket and enter the directories above it",
            UNHEARD, "check that the collector runs, which may have left the file behind",
            DATAGRAM, "give the path of a stream socket; /dev/log is a datagram socket on most systems",
            CROWDED, "check whether the collector hangs"));

    private SocketFile() {}

    /** Returns the path without what is superfluous in it, or null if it cannot be that of a socket. */
    public static @Nullable String normal(String path) {
        try {
            Path read = Path.of(path);
            String normal = read.toString();
            return read.isAbsolute() && read.getFileName() != null && bytes(normal) <= MOST_BYTES ? normal : null;
        } catch (InvalidPathException wrong) {
            return null;
        }
    }

    private static int bytes(String path) {
        return path.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))).length;
    }

    /** Returns in words why there is no connection to a socket. */
    public static String cause(Throwable failure, Path path) {
        String text = Defect.text(failure);
        if (failure instanceof ConnectException) {
            return isSocket(path) ? UNHEARD : NO_SOCKET;
        }
        return switch (text) {
            case "No such file or directory", "Not a directory" -> MISSING;
            case "Permission denied" -> DENIED;
            case "Protocol wrong type for socket" -> DATAGRAM;
            case "Resource temporarily unavailable" -> CROWDED;
            default -> other(path, text);
        };
    }

    /** Returns what the file itself tells where the system's texts are in another language. */
    private static String other(Path path, String text) {
        if (Files.notExists(path)) {
            return MISSING;
        }
        return Files.exists(path) && !Files.isWritable(path) ? DENIED : text;
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException | RuntimeException unknown) {
            return true; // in doubt the file is what it should be
        }
    }

    /** Returns advice for the operator on a cause, or null if nothing in it is about the file of a socket. */
    public static @Nullable String advice(String cause) {
        for (Map.Entry<String, String> known : ADVICE.entrySet()) {
            if (cause.contains(known.getKey())) {
                return known.getValue();
            }
        }
        return null;
    }
}
