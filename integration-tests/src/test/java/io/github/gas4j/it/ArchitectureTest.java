// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.internal.net.Headroom;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the design that no compiler checks. */
class ArchitectureTest {
    private static final String CORE = "io.github.gas4j.core";
    private static final String SOCKET = "io.github.gas4j.socket";
    private static final String ROOM = CORE + ".internal.";
    /** Everything in the core's jar. */
    private static final String[] JAR = {CORE + "..", SOCKET};

    /** With the package's own description. */
    private static final long MOST_CLASSES = 25;

    private static final String[] ADAPTERS = {
        "io.github.gas4j.logback..", "io.github.gas4j.log4j2..", "io.github.gas4j.micrometer.."
    };

    /** Connecting, and reading and writing what is connected; an address or a selector alone is no socket. */
    private static final DescribedPredicate<JavaClass> SOCKETS = describe(
            "sockets",
            type -> type.getName()
                    .matches("java\\.net\\.(Server|Datagram|Multicast)?Socket"
                            + "|java\\.nio\\.channels\\.(?!File)\\w*Channel"
                            + "|javax\\.net\\.(ssl\\.SSL)?(Server)?Socket(Factory)?"));

    /** What every room may use: the values of options, and what users are told. */
    private static final DescribedPredicate<JavaClass> VALUES = describe(
            "values",
            type -> type.getPackageName().equals(CORE)
                    && type.getModifiers().contains(JavaModifier.PUBLIC)
                    && !type.getSimpleName().matches("GasClient|GasWatcher|GasConfig(Builder)?"));

    private static final JavaClasses GAS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/gas4j/testkit/"))
            .importPackages("io.github.gas4j");

    @Test
    void coreDependsOnNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAnyPackage(JAR)
                .should()
                .dependOnClassesThat(
                        not(resideInAnyPackage(CORE + "..", SOCKET, "java..", "javax..", "org.jspecify.annotations")))
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
        for (String adapter : ADAPTERS) {
            noClasses()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(ADAPTERS).and(not(resideInAPackage(adapter))))
                    .check(GAS);
        }
    }

    @Test
    void metersNeedNothingThatIsInternal() {
        noClasses()
                .that()
                .resideInAPackage("io.github.gas4j.micrometer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOM + ".")
                .check(GAS);
    }

    @Test
    void onlyTheRoomOfConnectionsAndTheDropInSocketTouchSockets() {
        noClasses()
                .that()
                .resideInAnyPackage(JAR)
                .and(not(resideInAnyPackage(ROOM + "net", ROOM + "tls", SOCKET)))
                .should()
                .dependOnClassesThat(SOCKETS)
                .check(GAS);
    }

    /** In a full heap, what is opened without a look at the memory first may stay open for ever. */
    @Test
    void memoryIsLookedForBeforeADescriptorIsOpened() {
        codeUnits()
                .that(describe("open a channel, a selector or a file", ArchitectureTest::opens))
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(JAR)
                .should(have(describe("a look at the memory", ArchitectureTest::looksAtTheMemory)))
                .check(GAS);
    }

    private static boolean opens(JavaCodeUnit method) {
        return method.getCallsFromSelf().stream()
                .map(JavaAccess::getTarget)
                .anyMatch(target -> (target.getName().equals("open")
                                && target.getOwner().getPackageName().equals("java.nio.channels"))
                        || target.getFullName().startsWith("java.io.RandomAccessFile.<init>"));
    }

    private static boolean looksAtTheMemory(JavaCodeUnit method) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Headroom.class));
    }

    /** The data's way leads through the rooms in one direction. Values of the core, like {@code Delivery}, are for all. */
    @Test
    void roomsKnowOnlyTheRoomsBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(CORE + "..", SOCKET)
                .layer("client")
                .definedBy(CORE)
                .layer("socket")
                .definedBy(SOCKET)
                .layer("life")
                .definedBy(ROOM + "life")
                .layer("sender")
                .definedBy(ROOM + "sender")
                .layer("route")
                .definedBy(ROOM + "route")
                .layer("session")
                .definedBy(ROOM + "session")
                .layer("release")
                .definedBy(ROOM + "release")
                .layer("search")
                .definedBy(ROOM + "search")
                .layer("report")
                .definedBy(ROOM + "report")
                .layer("letters")
                .definedBy(ROOM + "letters")
                .layer("tls")
                .definedBy(ROOM + "tls")
                .layer("net")
                .definedBy(ROOM + "net")
                .layer("names")
                .definedBy(ROOM + "names")
                .layer("pem")
                .definedBy(ROOM + "pem")
                .layer("buffer")
                .definedBy(ROOM + "buffer")
                .layer("config")
                .definedBy(ROOM + "config")
                .layer("option")
                .definedBy(ROOM + "option")
                .layer("migration")
                .definedBy(ROOM + "migration")
                .optionalLayer("json")
                .definedBy(ROOM + "json")
                .optionalLayer("syslog")
                .definedBy(ROOM + "syslog")
                .layer("event")
                .definedBy(ROOM + "event")
                .optionalLayer("id")
                .definedBy(ROOM + "id")
                .layer("text")
                .definedBy(ROOM + "text")
                .whereLayer("client")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("socket")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("life")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("sender")
                .mayOnlyBeAccessedByLayers("client", "life")
                .whereLayer("route")
                .mayOnlyBeAccessedByLayers("sender")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("sender", "route")
                .whereLayer("release")
                .mayOnlyBeAccessedByLayers("client", "sender", "route", "session")
                .whereLayer("search")
                .mayOnlyBeAccessedByLayers("sender", "route", "session")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("client", "life", "sender", "route", "session")
                .whereLayer("letters")
                .mayOnlyBeAccessedByLayers("sender")
                .whereLayer("tls")
                .mayOnlyBeAccessedByLayers("client", "sender")
                .whereLayer("net")
                .mayOnlyBeAccessedByLayers(
                        "client", "life", "sender", "route", "session", "release", "report", "letters", "tls", "socket")
                .whereLayer("names")
                .mayOnlyBeAccessedByLayers("client", "sender", "report", "net", "socket")
                .whereLayer("pem")
                .mayOnlyBeAccessedByLayers("config")
                .whereLayer("buffer")
                .mayOnlyBeAccessedByLayers(
                        "client", "life", "sender", "session", "release", "search", "report", "letters")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers(
                        "client", "life", "sender", "route", "session", "release", "report", "letters", "tls", "net",
                        "buffer")
                .whereLayer("option")
                .mayOnlyBeAccessedByLayers("client", "config", "buffer", "json", "syslog", "event")
                .whereLayer("migration")
                .mayOnlyBeAccessedByLayers("option")
                .whereLayer("json") // for the adapters
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("syslog") // for the adapters
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("json", "syslog")
                .whereLayer("id")
                .mayOnlyBeAccessedByLayers("json", "syslog")
                .whereLayer("text")
                .mayOnlyBeAccessedByLayers("json", "syslog", "event", "id")
                .ignoreDependency(alwaysTrue(), VALUES)
                .check(GAS);
    }

    @Test
    void noRoomIsCrowded() {
        Map<String, Long> sizes = GAS.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(sizes)
                .containsKey(ROOM + "sender")
                .allSatisfy((room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(MOST_CLASSES));
    }

    @Test
    void noClassOfCoreIsMadeToBeExtended() {
        classes()
                .that()
                .resideInAnyPackage(JAR)
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(not(describe("sealed", type -> type.reflect().isSealed())))
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
                .haveNameMatching("offer|tryOffer|admits|countDrop")
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(GAS);
    }

    /** A wall clock that jumps moves no timeout: it only dates reports of drops. */
    @Test
    void nothingIsTimedByTheWallClock() {
        noClasses()
                .that()
                .resideInAnyPackage(JAR)
                .and()
                .haveNameNotMatching(".*(DropTally|RefusedCertificate)") // they show times to people
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(GAS);
    }

    /**
     * An application's output is its own. The exceptions are on standard error: what is left behind at JVM exit, when a
     * framework that is stopped passes nothing on, and a loss or an outage of which a framework would tell nobody. Events that
     * are gone without a word are worse.
     */
    @Test
    void nothingIsPrintedButWhatIsLeftBehindAtExit() {
        noClasses()
                .that(not(nameMatching(ROOM + "life.ExitFlush|.*(logback|log4j2).StandardError")))
                .should(ACCESS_STANDARD_STREAMS)
                .check(GAS);
        noClasses().should().accessField(System.class, "out").check(GAS);
    }
}
