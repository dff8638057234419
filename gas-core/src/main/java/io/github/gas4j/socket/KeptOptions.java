// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options set on a {@link GasSocket}, in the order in which they were last set. They are applied to each new
 * connection. Thread-safe: immutable.
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

    /** Returns a copy with one more setting, which replaces an earlier setting of the same option. */
    KeptOptions with(Object option, Setting setting) {
        Map<Object, Setting> copy = new LinkedHashMap<>(byOption);
        copy.remove(option); // moves it to the end: if one option has two keys here, the later setting must win
        copy.put(option, setting);
        return new KeptOptions(copy);
    }

    void applyTo(Socket socket) throws IOException {
        for (Setting setting : byOption.values()) {
            setting.applyTo(socket);
        }
    }
}
