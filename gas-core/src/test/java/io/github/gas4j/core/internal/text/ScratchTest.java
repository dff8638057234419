// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScratchTest {
    private final Scratch scratch = new Scratch();

    @Test
    void clearingDiscardsEverything() {
        scratch.bytes().append("bytes");
        scratch.names().add(1, new byte[] {'a'}, scratch.bytes());
        scratch.names().reserve(1);
        scratch.text().append("text");

        scratch.clear();

        assertThat(scratch.bytes().length()).isZero();
        assertThat(scratch.names().size()).isZero();
        assertThat(scratch.names().reserved()).isZero();
        assertThat(scratch.text()).isEmpty();
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
                        IntStream.range(0, 25_000).forEach(i -> made.names().add(i, new byte[] {'a'}, made.bytes()))));

        assertThat(new Scratch().capacity()).isLessThan(ScratchPool.LARGEST_KEPT_BYTES);
        assertThat(grown).allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(200_000));
    }

    private static long grownBy(Consumer<Scratch> use) {
        Scratch made = new Scratch();
        use.accept(made);
        return made.capacity();
    }
}
