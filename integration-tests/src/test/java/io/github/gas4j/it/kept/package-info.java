// SPDX-License-Identifier: MIT
/**
 * Scenarios in which the configuration changes, appenders come and go or share a client, a flush is asked for, and nobody
 * listens to the framework's own messages: nothing is lost, or at least not in silence. {@code mvn verify -Ppromise} waits
 * for the line that a lasting outage prints, too.
 */
@NullMarked
package io.github.gas4j.it.kept;

import org.jspecify.annotations.NullMarked;
