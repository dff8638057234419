// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends messages, and does before each what the test asks for; for messages that begin with "null" it returns null. */
class ScriptedEncoder extends EncoderBase<ILoggingEvent> {
    final AtomicInteger encoded = new AtomicInteger();
    final AtomicInteger headersAskedFor = new AtomicInteger();
    private final Script script;
    private final boolean stateful;
    private @Nullable String edge;

    /** What happens before a message is encoded. */
    interface Script {
        void run(String message) throws Throwable;
    }

    ScriptedEncoder(Script script, boolean stateful) {
        this.script = script;
        this.stateful = stateful;
    }

    static ScriptedEncoder doing(Script script) {
        return new ScriptedEncoder(script, false);
    }

    static ScriptedEncoder statefully(Script script) {
        return new ScriptedEncoder(script, true);
    }

    /** Has a header and a footer. */
    ScriptedEncoder withEdges(String name) {
        edge = name;
        return this;
    }

    /** Overrides Logback's since 1.6.4. */
    @SuppressWarnings("MissingOverride") // compiled against Logback 1.5 too
    public boolean isStateful() {
        return stateful;
    }

    @Override
    public byte @Nullable [] headerBytes() {
        headersAskedFor.incrementAndGet();
        return edge == null ? null : bytes(edge + " header\n");
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return edge == null ? null : bytes(edge + " footer\n");
    }

    @Override
    public byte @Nullable [] encode(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        encoded.incrementAndGet();
        try {
            script.run(message);
        } catch (Throwable thrown) {
            throw ScriptedEncoder.<RuntimeException>undeclared(thrown);
        }
        return message.toLowerCase(Locale.ROOT).startsWith("null") ? null : bytes(message);
    }

    /** Lets checked exceptions through, as code in other JVM languages does. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
