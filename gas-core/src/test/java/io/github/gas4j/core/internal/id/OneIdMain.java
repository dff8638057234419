// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import io.github.gas4j.testkit.ChildJvm;

/** Prints the first id of a process. */
final class OneIdMain {
    private OneIdMain() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        System.out.println(ChildJvm.ANSWER + EventIds.next());
    }
}
