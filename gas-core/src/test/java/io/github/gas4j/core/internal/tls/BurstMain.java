// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.testkit.ChildJvm;
import java.time.Duration;

/** Sends many events over TLS in a JVM of its own, and tells what became of them. Confined to the main thread. */
final class BurstMain {
    private BurstMain() {}

    public static void main(String[] arguments) {
        GasClient client = new GasClient(GasConfig.builder()
                .option("destination", arguments[0])
                .option("tls", "true")
                .option("tlsTrustedCertificates", arguments[1])
                .option("tlsProtocols", "TLSv1.3")
                .option("delivery", arguments[2])
                .option("overflow", "BLOCK")
                .option("blockTimeout", "1m")
                .build());
        client.start();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            byte[] event = Bytes.of(Bytes.event(i, 1_000));
            client.offer(event, 0, event.length);
        }
        boolean closed = client.close(Duration.ofMinutes(1));
        System.out.println(ChildJvm.ANSWER + closed + " dropped "
                + client.stats().dropped() + " connections " + client.stats().connections());
    }
}
