// SPDX-License-Identifier: MIT

/** Tests of syslog. */
@NullMarked
package io.github.gas4j.core.internal.syslog;

import org.jspecify.annotations.NullMarked;
