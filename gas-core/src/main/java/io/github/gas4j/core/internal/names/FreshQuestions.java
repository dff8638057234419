// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Questions past the JVM's cache, at most two a second about each name. An answer that came too late for the attempt
 * that asked is kept for the next one. They have threads of their own, so that a name server that does not answer does
 * not hold up the JVM's own lookups.
 *
 * <p>Confined to the thread that makes the connect attempt.
 */
final class FreshQuestions {
    /** Least time between two questions. A fleet whose collector is down must not become a load on the name server. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** How old a question may be whose answer is kept. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Most names that are remembered. There are more only if configurations with other names come again and again. */
    private static final int MOST_NAMES = 64;

    private final Resolver resolver;
    private final Map<String, Question> asked = new HashMap<>();

    FreshQuestions(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Allows the questions that so many destinations need. */
    void serve(int destinations) {
        resolver.serve(destinations);
    }

    /**
     * Returns a question, which may have been asked earlier: its answer was not used yet, or is so young that another question
     * would lead to the same. Returns null if none can be asked.
     */
    @Nullable
    Question about(String host, long now) {
        Question last = asked.get(host);
        if (last != null) {
            long age = now - last.at;
            boolean keeps = !last.used && (age <= KEPT_NANOS || !last.lookup.isDone());
            if (keeps || age < AGAIN_NANOS) {
                return last;
            }
        }
        Resolver.Lookup lookup = resolver.begin(host);
        if (lookup == null) {
            return null;
        }
        if (asked.size() >= MOST_NAMES) {
            asked.clear();
        }
        Question question = new Question(lookup, now);
        asked.put(host, question);
        return question;
    }

    /** A lookup, and whether its answer has been used. */
    static final class Question {
        private final Resolver.Lookup lookup;
        private final long at;
        private boolean used;

        private Question(Resolver.Lookup lookup, long at) {
            this.lookup = lookup;
            this.at = at;
        }

        boolean isAnswered() {
            return lookup.isDone();
        }

        /** Returns the answer. Called only when there is one. */
        Resolver.Lookup use() {
            used = true;
            return lookup;
        }
    }
}
