// SPDX-License-Identifier: MIT
package io.github.gas4j.it.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names as a JVM with default caches sees them, in a network with a name server and a dead IPv6 address: packets to it leave
 * and nobody takes them. Needs Linux, root, {@code unshare}, {@code mount} and {@code ip}.
 */
@Timeout(120)
class NamesIT {
    private static final String NETWORK = "ip link set lo up && ip link add d0 type veth peer name d1"
            + " && ip link set d0 up && ip link set d1 up && ip -6 address add fd00:5170::1/64 dev d0 nodad"
            + " && ip -6 neighbour add fd00:5170::2 lladdr 02:00:00:00:00:02 dev d0 nud permanent";
    /** What the JVM's caches alone do not manage. */
    private static final int WITHIN_MILLIS = 4_000;

    @TempDir
    private static Path directory;

    private static List<String> launcher = List.of();

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        Path resolv = Files.writeString(directory.resolve("resolv.conf"), "nameserver 127.0.0.1\nsearch prod.test\n");
        String setUp = NETWORK + " && mount --bind " + resolv + " /etc/resolv.conf && exec \"$@\"";
        launcher = List.of("unshare", "--net", "--mount", "sh", "-c", setUp, "sh");
        assumeTrue(isPossible(), "needs Linux, root, unshare, mount and ip");
    }

    private static boolean isPossible() throws InterruptedException {
        List<String> probe = new ArrayList<>(launcher);
        probe.add("true");
        try {
            Process process =
                    new ProcessBuilder(probe).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static ChildJvm start(String what, boolean dnsFallback, String... options) throws IOException {
        return JvmCommand.of(MovesMain.class)
                .launcher(launcher)
                .frugal()
                .options(options)
                .arguments(what, Boolean.toString(dnsFallback), Integer.toString(WITHIN_MILLIS))
                .start();
    }

    private static long millis(ChildJvm jvm) {
        return Long.parseLong(jvm.answer(60));
    }

    @Test
    void aCollectorThatMovedIsFoundAlthoughTheJvmRemembersItsAddress() throws IOException {
        try (ChildJvm asking = start("moves", true);
                ChildJvm notAsking = start("moves", false)) {
            assertThat(millis(asking)).as("with dnsFallback").isBetween(0L, 2_000L);
            assertThat(asking.answer())
                    .containsOnlyOnce("connected to 127.0.0.3, an address that the name servers give for collector");
            assertThat(millis(notAsking)).as("without dnsFallback").isEqualTo(-1);
            assertThat(notAsking.answer()).doesNotContain("name servers");
        }
    }

    @Test
    void aNameThatComesIntoBeingIsFoundAlthoughTheJvmRemembersThatThereIsNone() throws IOException {
        try (ChildJvm asking = start("appears", true);
                ChildJvm notAsking = start("appears", false);
                ChildJvm withoutModule = start("appears", true, "--limit-modules=java.base,java.logging")) {
            assertThat(millis(asking)).as("with dnsFallback").isBetween(0L, 2_000L);
            assertThat(asking.answer())
                    .contains("(the name servers do not know it either)", "dnsFallback has found it");
            assertThat(millis(notAsking)).as("without dnsFallback").isEqualTo(-1);
            assertThat(notAsking.answer()).contains("networkaddress.cache.negative.ttl says: 10");
            assertThat(millis(withoutModule)).as("without jdk.naming.dns").isEqualTo(-1);
            assertThat(withoutModule.answer()).contains("networkaddress.cache.negative.ttl says: 10");
        }
    }

    @Test
    void aDeadIpv6AddressCostsAQuarterOfASecond() throws IOException {
        try (ChildJvm jvm = start("dead", false, "-Djava.net.preferIPv6Addresses=true");
                ChildJvm inTurn = start("inTurn", false, "-Djava.net.preferIPv6Addresses=true")) {
            assertThat(millis(inTurn)).as("one after another").isGreaterThanOrEqualTo(2_000);
            assertThat(millis(jvm)).as("side by side").isBetween(250L, 400L);
        }
    }
}
