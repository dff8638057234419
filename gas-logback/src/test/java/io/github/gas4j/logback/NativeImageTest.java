// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metadata without which a native image has no setters for Joran to call. */
class NativeImageTest {

    @Test
    void registersWhatIsReachedByReflection() throws IOException {
        String file = "/META-INF/native-image/io.github.gas4j/gas-logback/reflect-config.json";
        try (InputStream in = Objects.requireNonNull(GasAppender.class.getResourceAsStream(file))) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            List<String> classes = Pattern.compile("\"name\": \"([\\w.]+\\.[A-Z]\\w+)\"")
                    .matcher(json)
                    .results()
                    .map(result -> result.group(1))
                    .toList();

            assertThat(classes).containsExactly(GasAppender.class.getName(), Encoder.class.getName());
            assertThat(json).contains("\"allPublicMethods\": true", "\"allPublicConstructors\": true");
        }
    }
}
