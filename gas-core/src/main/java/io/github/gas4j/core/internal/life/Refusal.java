// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.internal.util.Shortage;
import java.util.List;

/** Makes the exceptions with which a client refuses to be made or started. Stateless. */
public final class Refusal {
    private Refusal() {}

    /** Returns the exception for the failure that kept a client with a buffer of this size from being made or started. */
    public static GasConfigException of(long bufferSize, Throwable failed) {
        return failed instanceof GasConfigException known ? known : problem(Shortage.text(bufferSize, failed), failed);
    }

    static GasConfigException noModule(String option, String module, LinkageError missing) {
        return problem(
                option + " needs the module " + module + ", which this runtime lacks (" + missing
                        + "); valid: another value, or a runtime with that module",
                missing);
    }

    private static GasConfigException problem(String text, Throwable cause) {
        GasConfigException problem = new GasConfigException(List.of(text));
        problem.initCause(cause);
        return problem;
    }
}
