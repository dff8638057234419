// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchListTest {
    @TempDir
    private Path directory;

    private List<String> candidates(String file, String host) throws IOException {
        Path written = Files.writeString(directory.resolve("resolv.conf"), file);
        return new SearchList(written).candidates(host);
    }

    @Test
    void completesAShortNameWithEachDomainBeforeItAsksForItAsItStands() throws IOException {
        String file = "nameserver 192.0.2.53\nsearch logs.svc.cluster.local svc.cluster.local.\n";

        assertThat(candidates(file, "collector"))
                .containsExactly("collector.logs.svc.cluster.local", "collector.svc.cluster.local", "collector");
        assertThat(candidates(file, "collector.logs"))
                .as("a name with a dot is asked for first")
                .containsExactly(
                        "collector.logs", "collector.logs.logs.svc.cluster.local", "collector.logs.svc.cluster.local");
    }

    @Test
    void countsDotsAsTheFileSays() throws IOException {
        String file = "domain ignored.test\nsearch a.test\noptions rotate ndots:2 timeout:1\n";

        assertThat(candidates(file, "collector.logs")).containsExactly("collector.logs.a.test", "collector.logs");
        assertThat(candidates(file, "collector.logs.b")).startsWith("collector.logs.b");
    }

    @Test
    void asksForAnAbsoluteNameAlone() throws IOException {
        assertThat(candidates("search a.test\n", "collector.")).containsExactly("collector");
        assertThat(candidates("search .\n", "collector")).containsExactly("collector", "collector");
    }

    @Test
    void asksForTheNameAsItStandsWithoutAFile() {
        assertThat(new SearchList(directory.resolve("none")).candidates("collector"))
                .containsExactly("collector");
    }
}
