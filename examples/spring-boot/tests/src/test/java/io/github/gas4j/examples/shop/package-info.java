// SPDX-License-Identifier: MIT
/** Tests of the example for Spring Boot. */
@NullMarked
package io.github.gas4j.examples.shop;

import org.jspecify.annotations.NullMarked;
