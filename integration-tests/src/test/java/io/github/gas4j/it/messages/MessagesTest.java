// SPDX-License-Identifier: MIT
package io.github.gas4j.it.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the product can say to people, and the page that explains each message. */
class MessagesTest {
    private static final Path PAGE = Path.of("../docs/troubleshooting.md");

    /** Texts that are no messages, by the place of each and with the reason. */
    private static final Map<String, String> NO_MESSAGES = Map.of(
            "io\\.github\\.gas4j\\.core\\.internal\\.((config|event|json|migration|syslog)\\.\\w+#<clinit>"
                    + "|json\\.ConstantFields#ecs)",
            "columns of the tables of options, which tests hold against the pages",
            "io\\.github\\.gas4j\\.core\\.internal\\.option\\.\\w+#(<init>|valid|defaultText|part)",
            "the same columns",
            "io\\.github\\.gas4j\\.core\\.MeterList#.*",
            "descriptions of meters",
            "io\\.github\\.gas4j\\.core\\.internal\\.life\\.DescribedMBean#.*",
            "the description of the MBean",
            ".*#toString",
            "values for debuggers",
            "io\\.github\\.gas4j\\.core\\.internal\\.net\\.LoopbackPair#.*",
            "failures of a self-test, which ends with another way to look at the queue",
            "io\\.github\\.gas4j\\.core\\.internal\\.sender\\.(Rehearsal|Worker)#.*",
            "failures that are played before the start, and caught",
            "io\\.github\\.gas4j\\.(logback\\.internal\\.pattern\\.Trace\\w+|core\\.internal\\.event\\.Traces)#.*",
            "words of a stack trace, as Logback writes them",
            "io\\.github\\.gas4j\\.core\\.internal\\.(net\\.Connector#poll|sender\\.StateMachine#\\w+)",
            "checks of the client's own logic, whose words follow \"a defect in GAS\"");

    private static List<PrintedText> all = List.of();
    private static List<PrintedText> messages = List.of();
    private static String markdown = "";

    @BeforeAll
    static void read() throws IOException {
        all = ClassFileTexts.read();
        messages = all.stream().filter(MessagesTest::isMessage).toList();
        markdown = Files.readString(PAGE);
    }

    @Test
    void eachMessageIsOnThePage() {
        assertThat(MessagePage.of(markdown).missing(messages)).isEmpty();
        assertThat(messages).as("messages").hasSizeGreaterThan(200);
    }

    @Test
    void thePageQuotesNothingThatIsNeverPrinted() {
        assertThat(MessagePage.of(markdown).stale(all)).isEmpty();
    }

    @Test
    void whatIsNoMessageIsStillThere() {
        assertThat(NO_MESSAGES.keySet())
                .allSatisfy(
                        place -> assertThat(all).anyMatch(text -> text.place().matches(place)));
    }

    @Test
    void aRowThatIsTakenAwayIsMissed() {
        String row = markdown.lines()
                .filter(line -> line.contains("longer than writeTimeout"))
                .findFirst()
                .orElseThrow();

        assertThat(MessagePage.of(markdown.replace(row + "\n", "")).missing(messages))
                .extracting(text -> String.join("", text.parts()))
                .contains("the collector took no byte for longer than writeTimeout")
                .allMatch(text -> text.endsWith(" for longer than writeTimeout"));
    }

    @Test
    void aRowThatIsNeverPrintedIsFound() {
        String table = "| message | means | do |\n|---|---|---|\n";
        String stale = "no connection to …: the moon is in the way; trying again";

        assertThat(MessagePage.of(table + "| `" + stale + "` | | |\n| `no connection to …: …` | | |\n")
                        .stale(all))
                .containsExactly(stale);
    }

    private static boolean isMessage(PrintedText text) {
        return NO_MESSAGES.keySet().stream().noneMatch(text.place()::matches);
    }
}
