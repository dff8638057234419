// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.ssl;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The password of a store, in one of the three ways in which Log4j takes it. Of several, the first of file, environment
 * variable and text counts, as with Log4j.
 *
 * <p>Immutable.
 *
 * @param text the password itself, or null
 * @param environmentVariable the name of a variable that has the password, or null
 * @param file the path of a file that has the password and may end with a newline, or null
 */
public record SslPassword(
        @Nullable String text,
        @Nullable String environmentVariable,
        @Nullable String file) {

    /** Returns the file that is read, if there is one. */
    Optional<Path> path() {
        return Optional.ofNullable(file).map(Path::of);
    }

    /** Returns the password as it is now, or null if there is none. */
    char @Nullable [] read() throws IOException, GeneralSecurityException {
        if (file != null) {
            return Files.readString(Path.of(file), Charset.defaultCharset())
                    .replaceFirst("\\R\\z", "")
                    .toCharArray();
        }
        if (environmentVariable == null) {
            return text == null ? null : text.toCharArray();
        }
        String value = System.getenv(environmentVariable);
        if (value == null) {
            throw new UnrecoverableKeyException("environment variable " + environmentVariable + " is not set");
        }
        return value.toCharArray();
    }

    /** Returns a text without the password. */
    @Override
    public String toString() {
        return "a password";
    }
}
