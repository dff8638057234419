// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.OutputStream;
import net.logstash.logback.encoder.LogstashEncoder;

/** Changes what it returns, and has another method of the same name. */
final class MaskingWithAHelper extends LogstashEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        return new String(super.encode(event), UTF_8)
                .replace("secret", "******")
                .getBytes(UTF_8);
    }

    @SuppressWarnings("EffectivelyPrivate") // it is looked at by reflection
    public void encode(String text, OutputStream stream) throws IOException {
        stream.write(text.getBytes(UTF_8));
    }
}
