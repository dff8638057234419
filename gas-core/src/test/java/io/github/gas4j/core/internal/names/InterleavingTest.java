// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.util.Literal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavingTest {
    private final Interleaving interleaving = new Interleaving();

    private List<String> order(String... addresses) {
        return interleaving
                .of(Arrays.stream(addresses).map(InterleavingTest::read).toArray(InetAddress[]::new))
                .stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static InetAddress read(String literal) {
        try {
            return Literal.read(literal);
        } catch (UnknownHostException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void beginsWithTheFamilyOfTheFirstAddress() {
        assertThat(order("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"))
                .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2", "192.0.2.3");
        assertThat(order("2001:db8::2", "2001:db8::3", "192.0.2.4"))
                .containsExactly("2001:db8:0:0:0:0:0:2", "192.0.2.4", "2001:db8:0:0:0:0:0:3");
    }

    @Test
    void handsOutNoAddressTwice() {
        assertThat(order("192.0.2.1", "192.0.2.1")).containsExactly("192.0.2.1");
        assertThat(order("192.0.2.1", "192.0.2.2")).containsExactly("192.0.2.2");
        assertThat(order()).isEmpty();
    }
}
