// SPDX-License-Identifier: MIT

/** Tests of the test kit. */
@NullMarked
package io.github.gas4j.testkit;

import org.jspecify.annotations.NullMarked;
