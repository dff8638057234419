// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import io.github.gas4j.core.internal.event.TestEvent;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.testkit.SyslogMessage;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes events and parses them back. */
final class Syslog {
    private final SyslogEventWriter<TestEvent, Throwable> writer;
    private final Scratch scratch = new Scratch();

    /** Creates a writer with options in pairs of name and text. */
    Syslog(String... options) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            texts.put(options[i], options[i + 1]);
        }
        writer = new SyslogEventWriter<>(
                SyslogOptions.read(texts), new TestEvent.Reader(), new TestEvent.ThrowablesReader());
    }

    /** Returns what is written for an event, without the newline at its end. */
    byte[] bytes(TestEvent event) {
        scratch.clear();
        writer.write(event, scratch);
        int end = scratch.bytes().length() - 1;
        byte[] bytes = scratch.bytes().array();
        if (bytes[end] != '\n') {
            throw new AssertionError("no newline at the end");
        }
        return Arrays.copyOf(bytes, end);
    }

    SyslogMessage message(TestEvent event) {
        return SyslogMessage.parse(bytes(event));
    }
}
