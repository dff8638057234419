// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import io.github.gas4j.testkit.Collector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word in patterns that Logback reads from a file. */
final class EventIdConverterTest {
    private static final String ID = "[g-v][0-9a-v]{12}-[0-9a-v]{12}";
    private static final String RULE =
            "<conversionRule conversionWord='eventId' class='" + EventIdConverter.class.getName() + "'/>";
    private static final String OWN_RULE =
            "<conversionRule conversionWord='eventId' class='" + OwnConverter.class.getName() + "'/>";

    private final Collector collector = Collector.up();

    /** A user's own converter. */
    public static final class OwnConverter extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return "own";
        }
    }

    @AfterEach
    void stopTheCollector() {
        collector.close();
    }

    @Test
    void aPatternOfOurAppenderKnowsTheWordWithoutARule() {
        try (Logging logging = Logging.with(elements("%eventId %msg%n"))) {
            logging.logger().info("one");
            logging.logger().info("two");

            List<String> lines = collector.awaitLines(2);
            assertThat(lines.get(0)).matches(ID + " one");
            assertThat(lines.get(1)).matches(ID + " two");
            assertThat(lines).isSorted();
            assertThat(logging.errors()).isEmpty();
            assertThat(logging.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPatternHasItsIdCompiledOrNot(boolean compiled) {
        String option = "<compiledPattern>" + compiled + "</compiledPattern>";
        try (Logging logging = Logging.with(elements("%level|%eventId|%msg %eventId%n") + option)) {
            logging.logger().info("one");

            String line = collector.awaitLines(1).get(0);
            assertThat(line).matches("INFO\\|" + ID + "\\|one " + ID);
            assertThat(line.substring(5, 31)).isLessThan(line.substring(36));
        }
    }

    @Test
    void theWordCanBePaddedAndMakesANewIdEachTime() {
        try (Logging logging = Logging.with(elements("%-30eventId|%.3eventId|%replace(%eventId){'-.*',''}%n"))) {
            logging.logger().info("one");

            assertThat(collector.awaitLines(1).get(0))
                    .matches("([g-v][0-9a-v]{12})-[0-9a-v]{12} {4}\\|[0-9a-v]{3}\\|\\1");
        }
    }

    @Test
    void aPatternBehindOurAppenderKnowsItToo() {
        try (Logging logging = Logging.of(Logging.file("", ours("%eventId%n"), other()))) {
            assertThat(encodedByOther(logging)).matches(ID);
        }
    }

    @Test
    void elsewhereARuleDeclaresIt() {
        try (Logging logging = Logging.of(Logging.file(RULE, other()));
                Logging without = Logging.of(Logging.file("", other()))) {
            assertThat(encodedByOther(logging)).matches(ID);
            assertThat(encodedByOther(without)).contains("PARSER_ERROR");
        }
    }

    @Test
    void aRuleOfTheUsersOwnWins() {
        try (Logging logging = Logging.of(Logging.file(OWN_RULE, ours("%eventId %msg%n")))) {
            logging.logger().info("one");

            assertThat(collector.awaitLines(1)).containsExactly("own one");
        }
    }

    @Test
    void aRuleOfTheUsersOwnWinsBehindTheAppenderToo() {
        String file = Logging.file("", ours("%eventId %msg%n")).replace("<root", OWN_RULE + "<root");
        try (Logging logging = Logging.of(file)) {
            logging.logger().info("one");

            assertThat(collector.awaitLines(1)).containsExactly("own one");
        }
    }

    @Test
    void aRuleOfTheUsersOwnInTheOlderRegistryWinsToo() {
        LoggerContext context = new LoggerContext();
        context.putObject(
                CoreConstants.PATTERN_RULE_REGISTRY, Map.of(EventIdConverter.WORD, MessageConverter.class.getName()));

        EventIdConverter.declareIn(context);

        assertThat(context.getObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS))
                .isIn(null, Map.of());
    }

    @Test
    void anotherConfigurationKnowsItAgain() {
        String file = Logging.file("", ours("%eventId %msg%n"));
        try (Logging logging = Logging.of(file)) {
            logging.reload(file);
            logging.logger().info("one");

            assertThat(collector.awaitLines(1).get(0)).matches(ID + " one");
        }
    }

    @Test
    void aContextWithoutAFileKnowsItOnceTheAppenderHasIt() {
        try (Logging logging = Logging.with(elements("%msg%n"))) {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(logging.context);
            encoder.setPattern("%eventId");
            encoder.start();

            assertThat(new String(encoder.encode(Logging.event("one")), StandardCharsets.UTF_8))
                    .matches(ID);
        }
    }

    @Test
    void eventsOfAnyKindHaveOne() {
        assertThat(new EventIdConverter().convert("one of logback-access")).matches(ID);
    }

    @Test
    void otherRulesStay() {
        String other = OWN_RULE.replace("eventId", "other");
        try (Logging logging = Logging.of(Logging.file(other, ours("%other %eventId %msg%n")))) {
            logging.logger().info("one");

            assertThat(collector.awaitLines(1).get(0)).matches("own " + ID + " one");
        }
    }

    private String ours(String pattern) {
        return Logging.appender("COLLECTOR", elements(pattern));
    }

    private String elements(String pattern) {
        return "<destination>" + collector.destination() + "</destination><encoder><pattern>" + pattern
                + "</pattern></encoder><reportDrops>false</reportDrops>";
    }

    /** An appender of Logback's own, of which only the encoder is used. */
    private static String other() {
        return "<appender name='OTHER' class='ch.qos.logback.core.ConsoleAppender'>"
                + "<encoder><pattern>%eventId</pattern></encoder></appender>";
    }

    private static String encodedByOther(Logging logging) {
        ConsoleAppender<ILoggingEvent> other = (ConsoleAppender<ILoggingEvent>)
                logging.context.getLogger("ROOT").getAppender("OTHER");
        return new String(other.getEncoder().encode(Logging.event("one")), StandardCharsets.UTF_8);
    }
}
