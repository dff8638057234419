// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.SizeOption.GIB;
import static io.github.gas4j.core.internal.option.SizeOption.KIB;
import static io.github.gas4j.core.internal.option.SizeOption.MIB;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.option.FileOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.Option;
import io.github.gas4j.core.internal.option.OptionReader;
import io.github.gas4j.core.internal.option.SizeOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options of the file that keeps dropped events. Immutable.
 *
 * @param file the file
 * @param maxSize how many bytes it takes at most, together with the older file beside it
 * @param replay whether a collector that is back gets what is in it
 */
public record DeadLetterOptions(Path file, long maxSize, boolean replay) {
    private static final FileOption FILE = new FileOption(
            "deadLetterFile",
            "the path of a file",
            "none",
            "the file that keeps the bytes of events that are dropped out of the buffer");
    private static final long DEFAULT_SIZE = 64 * MIB;
    private static final SizeOption MAX_SIZE = new SizeOption(
            "deadLetterMaxSize",
            DEFAULT_SIZE,
            64 * KIB,
            1024 * GIB,
            "how large deadLetterFile gets, older file included");
    private static final FlagOption REPLAY = new FlagOption(
            "deadLetterReplay",
            false,
            "whether what is in deadLetterFile is sent once a collector has been up for a minute");

    /** Returns the options, or null if there is no such file. */
    static @Nullable DeadLetterOptions read(OptionReader in, Framing framing) {
        Path file = FILE.read(in);
        long maxSize = MAX_SIZE.read(in);
        boolean replay = REPLAY.read(in);
        if (!in.isGiven(FILE)) {
            refuseWithoutFile(in, MAX_SIZE, maxSize != DEFAULT_SIZE);
            refuseWithoutFile(in, REPLAY, replay);
        } else if (replay && framing == Framing.NONE) {
            in.problem(REPLAY.name(), "true", "false with framing=NONE, in which no file shows where an event ends");
        }
        if (file != null && Files.isDirectory(file)) {
            in.problem(FILE.name(), file.toString(), FILE.valid() + ", not of a directory");
        }
        return file == null ? null : new DeadLetterOptions(file.toAbsolutePath().normalize(), maxSize, replay);
    }

    private static void refuseWithoutFile(OptionReader in, Option option, boolean isSet) {
        if (isSet) {
            in.problem(
                    "option " + option.name() + ": has no effect without deadLetterFile; valid: only together with it");
        }
    }
}
