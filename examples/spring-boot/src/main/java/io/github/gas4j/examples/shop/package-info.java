// SPDX-License-Identifier: MIT
/** A small application of Spring Boot that logs to a collector. */
@NullMarked
package io.github.gas4j.examples.shop;

import org.jspecify.annotations.NullMarked;
