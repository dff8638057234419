// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes which events Logback gives to an appender, and lets all of them through. It sees exactly those; an appender beside
 * the other one does not, because a reset adds and stops one appender after another. The file stays open for all
 * configurations. Thread-safe: the class guards the file.
 */
public final class HandedOutFilter extends Filter<ILoggingEvent> {
    private static @Nullable OutputStream out;

    /** Sets the file, as the XML file says. */
    public void setFile(String file) throws IOException {
        synchronized (HandedOutFilter.class) {
            if (out == null) {
                out = new BufferedOutputStream(Files.newOutputStream(Path.of(file)));
            }
        }
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        byte[] line = (event.getFormattedMessage() + "\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (HandedOutFilter.class) {
            try {
                OutputStream to = Objects.requireNonNull(out);
                to.write(line);
                to.flush();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return FilterReply.NEUTRAL;
    }
}
