// SPDX-License-Identifier: MIT

/** How long an application of Spring Boot takes to start, whatever has become of its collector. */
@NullMarked
package io.github.gas4j.benchmarks.starts;

import org.jspecify.annotations.NullMarked;
