// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.core.Delivery;

/** What a fault does to bytes that are on their way, and therefore what each kind of delivery promises. */
enum Effect {
    /** It breaks no connection on which anything is on its way. */
    HARMLESS,
    /** It may take with it what kernels hold. */
    LOSSY,
    /** It takes with it what kernels hold, and they are made to hold something: the arm that shows that a loss is seen. */
    DEADLY,
    /**
     * It takes with it what the collector had read a moment ago, or looks as if everything had been read although it was
     * not: what {@code REPLAY} repeats covers it, a proof that everything was read does not.
     */
    DECEPTIVE,
    /** Somebody on the way reads for the collector, which hides what became of it: the limit of plain TCP. */
    HIDDEN;

    /** What may be missing without having been counted as dropped. */
    enum Claim {
        /** Nothing, and what was dropped did not arrive either. */
        EXACT,
        /** Nothing. */
        NOTHING,
        /** Something must be. */
        SOMETHING,
        /** Nobody knows. */
        UNKNOWN
    }

    Claim claim(Delivery delivery) {
        boolean plain = delivery == Delivery.NONE;
        return switch (this) {
            case HARMLESS -> Claim.EXACT;
            case LOSSY -> plain ? Claim.UNKNOWN : Claim.NOTHING;
            case DEADLY -> plain ? Claim.SOMETHING : Claim.NOTHING;
            case DECEPTIVE -> delivery == Delivery.REPLAY ? Claim.NOTHING : Claim.UNKNOWN;
            case HIDDEN -> Claim.UNKNOWN;
        };
    }
}
