// SPDX-License-Identifier: MIT

/** Both appenders, configured by real XML files in a JVM of their own, against collectors that fail on command. */
@NullMarked
package io.github.gas4j.it;

import org.jspecify.annotations.NullMarked;
