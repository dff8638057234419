// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "127.1",
                "10.1.65535",
                "2130706433",
                "4294967295",
                "::1",
                "2001:db8::1",
                "::ffff:127.0.0.1"
            })
    void readsAnAddressAsTheJdkDoes(String text) throws UnknownHostException {
        assertThat(Literal.is(text)).isTrue();
        assertThat(Literal.read(text)).isEqualTo(InetAddress.getAllByName(text)[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "collector",
                "cafe",
                "256.0.0.1",
                "1.2.65536",
                "4294967296",
                "1.2.3.4.5",
                "127.0.0.1.",
                ".127.0.0.1",
                "1..2",
                "10.0.0.99999999999",
                "127.0.0.one",
                "[::1]"
            })
    void takesNothingElseForAnAddress(String text) {
        assertThat(Literal.is(text)).isFalse();
    }

    /** A lookup of these could take a minute, and the JDK makes one unless they are in brackets. */
    @ParameterizedTest
    @ValueSource(strings = {".::1", "..:", ":::", "1:2", "fe80::1%no-such-interface"})
    void refusesWhatOnlyLooksLikeAnAddressWithoutALookup(String text) {
        assertThat(Literal.is(text)).isTrue();
        assertThatThrownBy(() -> Literal.read(text)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void readsTheInterfaceOfAnAddress() throws UnknownHostException {
        assertThat(Literal.read("fe80::1%1").getHostAddress()).endsWith("%1");
    }
}
