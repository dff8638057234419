// SPDX-License-Identifier: MIT

/**
 * Reads certificates and private keys from PEM files, with the JDK alone.
 */
@NullMarked
package io.github.gas4j.core.internal.pem;

import org.jspecify.annotations.NullMarked;
