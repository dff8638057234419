// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options that were set on a {@link GasSocket}, in the order in which they were last set, so that each new connection
 * gets them again. Thread-safe: immutable.
 */
final class KeptOptions {
    static final KeptOptions NONE = new KeptOptions(Map.of());

    /** One option and its value. */
    @FunctionalInterface
    interface Setting {
        void applyTo(Socket socket) throws IOException;
    }

    private final Map<Object, Setting> byOption;

    private KeptOptions(Map<Object, Setting> byOption) {
        this.byOption = byOption;
    }

    /** These and one more, which replaces an earlier one of the same option. */
    KeptOptions with(Object option, Setting setting) {
        Map<Object, Setting> copy = new LinkedHashMap<>(byOption);
        copy.remove(option); // two spellings of one option are replayed in order, so that the later wins
        copy.put(option, setting);
        return new KeptOptions(copy);
    }

    void applyTo(Socket socket) throws IOException {
        for (Setting setting : byOption.values()) {
            setting.applyTo(socket);
        }
    }
}
