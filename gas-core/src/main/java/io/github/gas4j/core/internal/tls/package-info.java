// SPDX-License-Identifier: MIT

/**
 * TLS 1.3 and 1.2 over the client's channels, which never block: the handshake, encrypted connections, files that are read
 * again when they change, and words for what goes wrong.
 */
@NullMarked
package io.github.gas4j.core.internal.tls;

import org.jspecify.annotations.NullMarked;
