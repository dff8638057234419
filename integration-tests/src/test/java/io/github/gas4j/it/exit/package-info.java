// SPDX-License-Identifier: MIT
/**
 * What arrives of the last words of an application: what its own shutdown hooks log. Each application is a JVM of its own
 * that really exits. {@code mvn verify -Pexit} runs the long form.
 */
@NullMarked
package io.github.gas4j.it.exit;

import org.jspecify.annotations.NullMarked;
