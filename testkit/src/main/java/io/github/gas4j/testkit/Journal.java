// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Every byte that collectors on one directory received, a file for each connection: files outlive a killed collector, and
 * a rebooted one goes on in the same directory. Thread-safe: stateless, the state is the directory.
 *
 * @param directory where the files are
 */
public record Journal(Path directory) {

    /** Opens the file of the next connection. */
    public FileChannel next() throws IOException {
        int number = files().size() + 1;
        Path file = directory.resolve(String.format("connection-%06d", number));
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Returns what each connection carried up to now, in the order in which they were accepted. */
    public List<byte[]> connections() {
        List<byte[]> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    /** Returns what one connection carried up to now, the first being number 0, as UTF-8; empty before it is there. */
    public String text(int connection) {
        try {
            List<Path> files = files();
            return connection < files.size() ? new String(read(files.get(connection)), StandardCharsets.UTF_8) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the whole lines of all connections, in the order of the connections. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        forEach(bytes -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
        });
        return lines;
    }

    /** Shows what each connection carried up to now, one after another, for journals that are larger than memory. */
    public void forEach(Consumer<byte[]> reader) {
        try {
            files().forEach(file -> reader.accept(read(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the files, one for each connection, in the order in which they were accepted. */
    public List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("connection-"))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes the files and their directory. */
    void delete() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(directory);
    }
}
