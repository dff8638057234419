// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Lookups that end only when the test says so. */
class ResolverTest {
    private static final InetAddress[] FOUND = {InetAddress.getLoopbackAddress()};

    private final Deque<Runnable> started = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private int woken;
    private Resolver.Names names = host -> FOUND;
    private final Resolver resolver = new Resolver(
            host -> {
                asked.add(host);
                return names.addressesOf(host);
            },
            this::heldThread,
            () -> woken++);

    private Thread heldThread(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                started.add(task);
            }
        };
    }

    private Resolver.Lookup begin(String host) {
        return Objects.requireNonNull(resolver.begin(host));
    }

    @Test
    void findsAddressesOnAThreadOfItsOwnAndWakesTheSender() throws UnknownHostException {
        Resolver.Lookup lookup = begin("collector");
        assertThat(lookup.isDone()).isFalse();
        assertThat(asked).isEmpty();

        started.remove().run();

        assertThat(lookup.isDone()).isTrue();
        assertThat(lookup.addresses()).isEqualTo(FOUND);
        assertThat(asked).containsExactly("collector");
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void hasOneLookupOfANameAtATime() {
        Resolver.Lookup first = begin("collector");

        assertThat(resolver.begin("collector")).isSameAs(first);
        assertThat(started).hasSize(1);
    }

    @Test
    void hasALookupOfAnotherNameBesideOneThatHangs() throws UnknownHostException {
        Resolver.Lookup hung = begin("hangs");
        Resolver.Lookup other = begin("collector");
        started.removeLast().run();

        assertThat(other.addresses()).isEqualTo(FOUND);
        assertThat(hung.isDone()).isFalse();
        assertThat(resolver.begin("hangs")).isSameAs(hung);
    }

    @Test
    void hasNoMoreThanTwoLookupsAtATime() {
        Resolver.Lookup first = begin("hangs");
        Resolver.Lookup second = begin("hangs.too");

        assertThat(resolver.begin("collector")).isNull();
        assertThat(resolver.begin("hangs")).isSameAs(first);
        assertThat(resolver.begin("hangs.too")).isSameAs(second);
        assertThat(started).hasSize(2);

        started.remove().run();
        assertThat(resolver.begin("collector")).isNotNull();
    }

    @Test
    void looksUpAnewOnceTheLastLookupHasEnded() {
        Resolver.Lookup first = begin("collector");
        started.remove().run();

        Resolver.Lookup second = begin("collector");
        assertThat(second).isNotSameAs(first);
        started.remove().run();
        assertThat(begin("another")).isNotSameAs(second);

        started.remove().run();
        assertThat(asked).containsExactly("collector", "collector", "another");
    }

    @Test
    void saysWhichHostIsUnknown() {
        names = host -> {
            throw new UnknownHostException(host);
        };
        Resolver.Lookup lookup = begin("nowhere");
        started.remove().run();

        assertThatThrownBy(lookup::addresses)
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("nowhere");
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void takesAFailureOfTheSystemsResolverForAnUnknownHost() {
        names = host -> {
            throw new SecurityException("not allowed");
        };
        Resolver.Lookup lookup = begin("collector");
        started.remove().run();

        assertThatThrownBy(lookup::addresses)
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("collector")
                .hasMessageContaining("not allowed");
    }

    @Test
    void endsALookupThatAnErrorEnded() {
        names = host -> {
            throw new NoClassDefFoundError("on purpose");
        };
        Resolver.Lookup lookup = begin("collector");

        started.remove().run(); // an error that left the thread would be printed

        assertThat(lookup.isDone()).isTrue();
        assertThat(woken).isEqualTo(1);
        assertThatThrownBy(lookup::addresses)
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("on purpose");
    }

    @Test
    void doesNotWaitForALookupWhoseThreadCouldNotStart() {
        Resolver unlucky = new Resolver(host -> FOUND, new FailingOnce(this)::thread, () -> woken++);
        assertThatThrownBy(() -> unlucky.begin("collector")).isInstanceOf(OutOfMemoryError.class);

        assertThat(unlucky.begin("another")).isNotNull();
        started.remove().run();

        assertThat(woken).isEqualTo(1);
    }

    /** Makes a thread that cannot start, as when the system has no more of them, and then good ones. */
    private static final class FailingOnce {
        private final ResolverTest test;
        private boolean failed;

        private FailingOnce(ResolverTest test) {
            this.test = test;
        }

        private Thread thread(Runnable task) {
            if (failed) {
                return test.heldThread(task);
            }
            failed = true;
            return new Thread(task) {
                @Override
                public synchronized void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                }
            };
        }
    }
}
