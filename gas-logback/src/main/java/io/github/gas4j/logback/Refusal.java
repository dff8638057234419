// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import io.github.gas4j.core.DropReason;

/**
 * An event that the client's buffer did not take, and that is not counted yet. Immutable.
 *
 * @param reason why not
 * @param bytes its length
 */
record Refusal(DropReason reason, int bytes) {}
