// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.testkit.NameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a real name server on this machine. */
class NameServersTest {
    @TempDir
    private Path directory;

    private NameServer server;
    private NameServers names;

    @BeforeEach
    void start() throws IOException {
        server = NameServer.up();
        Path hosts = Files.writeString(directory.resolve("hosts"), "# 1 commented\n192.0.2.9 pinned Pinned.test # 2\n");
        Path search = Files.writeString(directory.resolve("resolv.conf"), "search a.test b.test\n");
        names = new NameServers(server.url(), new HostsFile(hosts), new SearchList(search));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> ask(String host) throws UnknownHostException {
        return Stream.of(names.addressesOf(host))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void findsBothKindsOfAddressesAndRemembersNone() throws IOException {
        server.put("collector.test", "192.0.2.1", "2001:db8::1", "192.0.2.2");
        assertThat(ask("collector.test")).containsExactly("192.0.2.1", "192.0.2.2", "2001:db8:0:0:0:0:0:1");

        server.put("collector.test", "2001:db8::2");
        assertThat(ask("collector.test")).containsExactly("2001:db8:0:0:0:0:0:2");
        assertThat(names.addressesOf("collector.test")[0].getHostName()).isEqualTo("collector.test");
    }

    @Test
    void knowsThatANameIsUnknown() throws IOException {
        server.put("empty.test");

        assertThatThrownBy(() -> ask("nowhere.test"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("nowhere.test");
        assertThatThrownBy(() -> ask("empty.test")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void asksForAShortNameInEachDomain() throws IOException {
        server.put("collector.b.test", "192.0.2.3");

        assertThat(ask("collector")).containsExactly("192.0.2.3");
        assertThat(server.asked()).startsWith("collector.a.test").doesNotContain("collector");
    }

    @Test
    void doesNotAskForWhatTheHostsFileHasOrForThisHost() throws IOException {
        server.put("pinned", "192.0.2.4");
        server.put("pinned.test", "192.0.2.4");
        server.put("localhost", "192.0.2.4");

        assertThat(ask("pinned")).isEmpty();
        assertThat(ask("PINNED.test")).isEmpty();
        assertThat(ask("localhost")).isEmpty();
        assertThat(ask("db.LocalHost")).isEmpty();
        assertThat(server.asked()).isEmpty();

        server.put("commented", "192.0.2.5");
        server.put("commented.a.test", "192.0.2.5");
        assertThat(ask("commented")).as("a comment names nothing").isNotEmpty();
    }

    @Test
    void hasNoAnswerWhereNoServerAnswers() throws IOException {
        server.put("collector.test", "192.0.2.1");
        server.close();

        assertThat(ask("collector.test")).isEmpty();
    }

    @Test
    void asksWithoutAHostsFile() throws IOException {
        server.put("collector.test", "192.0.2.1");
        Path none = directory.resolve("none");

        assertThat(new NameServers(server.url(), new HostsFile(none), new SearchList(none))
                        .addressesOf("collector.test"))
                .hasSize(1);
    }

    @Test
    void areThoseOfTheSystem() throws UnknownHostException {
        Resolver.Names ofTheSystem = Objects.requireNonNull(Resolver.nameServers());

        assertThat(ofTheSystem.addressesOf("localhost")).isEmpty();
    }
}
