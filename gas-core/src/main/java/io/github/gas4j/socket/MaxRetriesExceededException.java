// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.IOException;

/**
 * A {@link GasSocket} has given a call up: it has tried to reconnect as often as it may. The cause is the last failure;
 * earlier ones of the same call, at most the latest 31, are suppressed exceptions of this one. The socket stays usable:
 * the next call begins with no retries used.
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
     * @return at least the limit that was in force, so 0 if that was 0
     */
    public long attempts() {
        return attempts;
    }
}
