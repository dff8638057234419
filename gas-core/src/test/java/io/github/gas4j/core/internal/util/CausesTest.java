// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final String IPV4_ONLY = "java.net.preferIPv4Stack";

    @Test
    void sayTheFailuresOwnWords() {
        assertThat(Causes.text(new IOException("Connection refused"))).isEqualTo("Connection refused");
        assertThat(Causes.text(new IOException())).isEqualTo("IOException");
        assertThat(Causes.text(new UnknownHostException("collector"))).isEqualTo("unknown host: collector");
    }

    @Test
    void sayWhyThereIsNoIpv6() {
        assertThat(Causes.text(new UnsupportedAddressTypeException())).isEqualTo("this system has no IPv6");
        System.setProperty(IPV4_ONLY, "true");
        try {
            assertThat(Causes.text(new UnsupportedAddressTypeException()))
                    .isEqualTo("this JVM has no IPv6, because it runs with -Djava.net.preferIPv4Stack=true")
                    .isEqualTo(Causes.text(new SocketException("Protocol family unavailable")))
                    .isEqualTo(Causes.text(new SocketException("IPv6 protocol family unavailable")));
        } finally {
            System.clearProperty(IPV4_ONLY);
        }
    }
}
