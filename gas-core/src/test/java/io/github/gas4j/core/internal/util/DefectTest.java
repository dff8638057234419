// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.junit.jupiter.api.Test;

class DefectTest {
    @Test
    void whatNoNetworkAndNoShortageCausesIsADefect() {
        assertThat(new Throwable[] {
                    new NullPointerException(),
                    new AssertionError(),
                    new CancelledKeyException(),
                    new UnresolvedAddressException(),
                    new IllegalArgumentException("port out of range"),
                    new NoSuchMethodError()
                })
                .allMatch(Defect::is);
    }

    @Test
    void failuresOfTheNetworkOrTheSystemAreNone() {
        assertThat(new Throwable[] {
                    new IOException("Connection refused"),
                    new IOException("of one address", new IllegalStateException()),
                    new UncheckedIOException(new IOException()),
                    new UnsupportedAddressTypeException(),
                    new SecurityException("refused by a policy")
                })
                .noneMatch(Defect::is);
    }

    @Test
    void shortagesAreNone() {
        assertThat(new Throwable[] {
                    new OutOfMemoryError(),
                    new StackOverflowError(),
                    new ExceptionInInitializerError(new OutOfMemoryError()),
                    new UnsatisfiedLinkError("libnet.so: Too many open files"),
                    new NoClassDefFoundError("Could not initialize class A: Exception java.lang.OutOfMemoryError")
                })
                .noneMatch(Defect::is);
    }
}
