// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.IOException;

/**
 * Thrown when a call of a {@link GasSocket} gives up because it has used all its retries. The cause is the last
 * failure. Earlier failures of the same call, at most the latest 31, are suppressed exceptions of this one. The socket
 * stays usable: the next call begins with no retries used.
 */
public final class MaxRetriesExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long attempts;

    MaxRetriesExceededException(String message, long attempts, Throwable cause) {
        super(message, cause);
        this.attempts = attempts;
    }

    /**
     * Returns how many attempts to reconnect the call has waited for.
     *
     * @return at least the limit in force when the call gave up
     */
    public long attempts() {
        return attempts;
    }
}
