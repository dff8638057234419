// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.net.ConnectionParts;
import io.github.gas4j.core.internal.release.AnswerVerdict;
import io.github.gas4j.core.internal.release.QuietTime;
import io.github.gas4j.core.internal.release.Verdict;
import java.util.function.LongUnaryOperator;

/**
 * The objects that the sessions of one configuration share. Confined to the sender's thread.
 *
 * @param options the client's options
 * @param envelope the first and the last bytes of each connection
 * @param connections what connections are made with
 * @param verdict what is known about whether the collector can confirm
 * @param answers what is known about whether the collector answers questions
 * @param largeFrames tells behind which frames a connection is ended
 * @param quiet computes the quiet time, {@link QuietTime#nanos} except in tests
 */
public record SessionSetup(
        ClientOptions options,
        Envelope envelope,
        ConnectionParts connections,
        Verdict verdict,
        AnswerVerdict answers,
        LargeFrames largeFrames,
        LongUnaryOperator quiet) {}
