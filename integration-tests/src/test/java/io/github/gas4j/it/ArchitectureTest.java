// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.gas4j.core.GasClient;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The rules of the design that no compiler checks. */
class ArchitectureTest {
    private static final String CORE = "io.github.gas4j.core";
    private static final String[] ADAPTERS = {"io.github.gas4j.logback..", "io.github.gas4j.log4j2.."};

    /** Connecting, and reading and writing what is connected; an address or a selector alone is no socket. */
    private static final DescribedPredicate<JavaClass> SOCKETS = DescribedPredicate.describe(
            "sockets",
            type -> type.getName()
                    .matches("java\\.net\\.(Server|Datagram|Multicast)?Socket"
                            + "|java\\.nio\\.channels\\.\\w*Channel"
                            + "|javax\\.net\\..*"));

    private static final JavaClasses GAS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.gas4j");

    @Test
    void coreDependsOnNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(CORE, "java..", "javax..", "org.jspecify.annotations")))
                .check(GAS);
    }

    @Test
    void adaptersKnowNoSockets() {
        noClasses()
                .that()
                .resideInAnyPackage(ADAPTERS)
                .should()
                .dependOnClassesThat(SOCKETS)
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Selector.class, SelectionKey.class))
                .check(GAS);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ADAPTERS[0])
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ADAPTERS[1])
                .check(GAS);
        noClasses()
                .that()
                .resideInAPackage(ADAPTERS[1])
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ADAPTERS[0])
                .check(GAS);
    }

    /**
     * {@code GasSocket} is one, and the classes that make it up bear its name; those that look at a connection's send queue
     * need its channel.
     */
    @Test
    void onlyConnectionsWhoMakesThemAndTheDropInSocketTouchSockets() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .and(not(nameMatching(".*(Dial|Connector|Connection|Queue|Queues|SelfTest|LoopbackPair)"
                        + "|.*\\.(Gas)?Socket\\w*(\\$\\w+)?")))
                .should()
                .dependOnClassesThat(SOCKETS)
                .check(GAS);
    }

    @Test
    void noClassOfCoreIsMadeToBeExtended() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(GAS);
    }

    @Test
    void callersNeverMeetALock() {
        methods()
                .that()
                .areDeclaredIn(GasClient.class)
                .and()
                .haveNameMatching("offer|admits|countDrop")
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(GAS);
    }

    /** A wall clock that jumps moves no timeout: it only dates reports of drops. */
    @Test
    void nothingIsTimedByTheWallClock() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .and()
                .haveNameNotMatching(".*Counters(\\$.*)?")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(GAS);
    }

    /**
     * An application's output is its own. The one exception is what is left behind at JVM exit, on standard error: a
     * framework that is stopped by then passes nothing on, and events that are gone without a word are worse.
     */
    @Test
    void nothingIsPrintedButWhatIsLeftBehindAtExit() {
        noClasses()
                .that(not(nameMatching(CORE + ".ExitFlush")))
                .should(ACCESS_STANDARD_STREAMS)
                .check(GAS);
        noClasses().should().accessField(System.class, "out").check(GAS);
    }
}
