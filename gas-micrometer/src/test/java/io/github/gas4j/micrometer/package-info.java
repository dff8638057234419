// SPDX-License-Identifier: MIT

/** Tests of the meters, scraped from real registries. */
@NullMarked
package io.github.gas4j.micrometer;

import org.jspecify.annotations.NullMarked;
