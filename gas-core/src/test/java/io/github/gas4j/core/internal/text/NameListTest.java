// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NameListTest {
    private final NameList names = new NameList();
    private final Utf8Buffer event = new Utf8Buffer();

    @Test
    void takesEachNameOnce() {
        assertThat(write("a")).isTrue();
        assertThat(write("b")).isTrue();
        assertThat(write("a")).isFalse();
        assertThat(names.size()).isEqualTo(2);
    }

    @Test
    void tellsNamesOfOneHashApart() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());

        assertThat(write("Aa")).isTrue();
        assertThat(write("BB")).isTrue();
        assertThat(write("BB")).isFalse();
    }

    @Test
    void takesANameAgainThatWasNotWrittenAfterAll() {
        add("a");
        names.removeLast();

        assertThat(write("a")).isTrue();
        assertThat(write("a")).isFalse();
    }

    @Test
    void agreesWithASetWhateverTheOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Set<String> set = new HashSet<>();
            for (int i = 0; i < 20 * round; i++) {
                String name = (random.nextBoolean() ? "Aa" : "BB").repeat(random.nextInt(4)) + random.nextInt(200);
                assertThat(write(name)).as("%s in %s", name, set).isEqualTo(set.add(name));
            }
            assertThat(names.size()).isEqualTo(set.size());
            names.clear();
            event.clear();
        }
    }

    @Test
    void keepsWhatIsReservedUntilItIsCleared() {
        names.reserve(2);
        names.reserve(4);

        assertThat(names.reserved()).isEqualTo(6);
        names.clear();
        assertThat(names.reserved()).isZero();
    }

    /** Writes a field as events have it, if its name is new. */
    private boolean write(String name) {
        if (!add(name)) {
            return false;
        }
        event.append(bytes(name));
        event.append("1");
        return true;
    }

    private boolean add(String name) {
        return names.add(name.hashCode(), bytes(name), event);
    }

    private static byte[] bytes(String name) {
        return (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }
}
