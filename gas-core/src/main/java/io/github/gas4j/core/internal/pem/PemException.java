// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.pem;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a PEM file cannot be used. The message names the option, the file and what would be valid; it never holds a
 * password. Immutable.
 */
public final class PemException extends GeneralSecurityException {
    private static final long serialVersionUID = 1L;

    PemException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
