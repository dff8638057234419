// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Tells who has ended a connection. Stateless. */
public final class Ends {
    private Ends() {}

    /**
     * Returns whether the peer has ended it, by a FIN or a reset, rather than a timeout or the network. The JDK has no type
     * for a reset, only these words, on all its systems. In doubt it was not the peer.
     */
    public static boolean isByPeer(Throwable cause) {
        if (cause instanceof EOFException) {
            return true;
        }
        if (!(cause instanceof IOException) || cause instanceof InterruptedIOException || cause.getMessage() == null) {
            return false;
        }
        String words = cause.getMessage();
        return words.contains("reset") || words.contains("Broken pipe") || words.contains("forcibly closed");
    }
}
