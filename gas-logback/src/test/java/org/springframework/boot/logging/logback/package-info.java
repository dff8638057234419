// SPDX-License-Identifier: MIT

/** A stand-in for Spring Boot. */
@NullMarked
package org.springframework.boot.logging.logback;

import org.jspecify.annotations.NullMarked;
