// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

/** What stands in an event instead of a text that could not be had. Stateless. */
public final class Notes {
    private Notes() {}

    /**
     * Returns the text of an object, or a note that its {@code toString()} failed.
     *
     * @throws Error if the JVM has failed, as in a full heap
     */
    public static String text(Object object) {
        try {
            String text = object.toString();
            return text == null ? "null" : text; // it can be null, whatever its contract
        } catch (Throwable failed) {
            return failed("toString()", failed);
        }
    }

    /** Returns a note that something failed. Throws the failure again if it is one of the JVM. */
    public static String failed(String what, Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
        }
        if (failure instanceof InterruptedException) { // one that nobody declares
            Thread.currentThread().interrupt();
        }
        return "[" + what + " failed: " + failure.getClass().getName() + "]";
    }
}
