// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScratchTest {
    private final Scratch scratch = new Scratch();

    @Test
    void clearingDiscardsEverything() {
        scratch.bytes().append("bytes");
        scratch.names().add("name");
        scratch.text().append("text");

        scratch.clear();

        assertThat(scratch.bytes().length()).isZero();
        assertThat(scratch.names().size()).isZero();
        assertThat(scratch.names().contains("name")).isFalse();
        assertThat(scratch.text()).isEmpty();
    }

    @Test
    void keepsAnyNumberOfNamesInTheirOrder() {
        IntStream.range(0, 100).forEach(i -> scratch.names().add("name" + i));

        assertThat(scratch.names().size()).isEqualTo(100);
        assertThat(scratch.names().get(0)).isEqualTo("name0");
        assertThat(scratch.names().get(99)).isEqualTo("name99");
        assertThat(scratch.names().contains("name" + 57)).isTrue();
        assertThat(scratch.names().contains("name100")).isFalse();
        assertThatThrownBy(() -> scratch.names().get(100)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void charactersHaveTheRoomThatIsAskedFor() {
        char[] first = scratch.chars(10);

        assertThat(scratch.chars(first.length)).isSameAs(first);
        assertThat(scratch.chars(first.length + 1)).hasSize(2 * first.length);
        assertThat(scratch.chars(100_000)).hasSize(100_000);
    }

    @Test
    void eachPartCountsAsMemory() {
        List<Long> grown = List.of(
                grownBy(made -> made.bytes().ensure(200_000)),
                grownBy(made -> made.chars(100_000)),
                grownBy(made -> made.text().append("x".repeat(100_000))),
                grownBy(made ->
                        IntStream.range(0, 25_000).forEach(i -> made.names().add("name"))));

        assertThat(new Scratch().capacity()).isLessThan(ScratchPool.LARGEST_KEPT_BYTES);
        assertThat(grown).allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(200_000));
    }

    private static long grownBy(Consumer<Scratch> use) {
        Scratch made = new Scratch();
        use.accept(made);
        return made.capacity();
    }
}
