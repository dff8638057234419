// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.app.LoggingApplication;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.plugins.processor.PluginCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the jar besides the classes, and the jar as a module. */
final class PackagedJarIT {
    private static final String ID = "[g-v][0-9a-v]{12}-[0-9a-v]{12} ";

    private final Path jar = Path.of(System.getProperty("gas.jar"));

    @TempDir
    private Path directory;

    @Test
    void log4jFindsThePluginInItsOwnIndex() throws Exception {
        PluginCache plugins = new PluginCache();
        plugins.loadCacheFiles(Collections.enumeration(
                List.of(inJar("META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat"))));

        assertThat(plugins.getAllCategories()).containsOnlyKeys("core", "converter");
        assertThat(plugins.getCategory("core"))
                .hasEntrySatisfying(
                        "gas", plugin -> assertThat(plugin.getClassName()).isEqualTo(GasAppender.class.getName()))
                .hasEntrySatisfying(
                        "gasjsonlayout",
                        plugin -> assertThat(plugin.getClassName()).isEqualTo(GasJsonLayout.class.getName()));
        assertThat(plugins.getCategory("converter")).containsOnlyKeys("gaseventid");
    }

    @Test
    void theModuleExportsItsPackageAndLetsLog4jReachItsPlugins() {
        ModuleDescriptor module =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();

        assertThat(module.name()).isEqualTo("io.github.gas4j.log4j");
        assertThat(module.exports())
                .filteredOn(export -> !export.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("io.github.gas4j.log4j2");
        assertThat(module.exports())
                .filteredOn(ModuleDescriptor.Exports::isQualified)
                .allMatch(export -> export.targets().equals(Set.of("org.apache.logging.log4j.core")))
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("io.github.gas4j.log4j2.internal.pattern");
        assertThat(module.opens())
                .extracting(ModuleDescriptor.Opens::source)
                .containsExactlyInAnyOrder("io.github.gas4j.log4j2", "io.github.gas4j.log4j2.internal.ssl");
        assertThat(module.opens())
                .allMatch(opened -> Set.of("org.apache.logging.log4j", "org.apache.logging.log4j.core")
                        .containsAll(opened.targets()));
    }

    @Test
    void worksOnTheModulePath() throws Exception {
        assertThat(onTheModulePath("<PatternLayout pattern=\"%eventId %m%n\"/>"))
                .allMatch(line -> line.matches(ID + ".*"))
                .extracting(line -> line.replaceFirst(ID, ""))
                .isEqualTo(LoggingJvm.linesOf(10));
    }

    @Test
    void theLayoutWorksOnTheModulePath() throws Exception {
        assertThat(onTheModulePath("<GasJsonLayout format=\"ECS\" eventId=\"true\"/>"))
                .extracting(line -> Json.parse(line).path("message").asText())
                .isEqualTo(LoggingJvm.linesOf(10));
    }

    private List<String> onTheModulePath(String layout) throws Exception {
        try (Collector collector = Collector.up()) {
            String modules = Stream.concat(
                            Stream.of(jar),
                            Stream.of(GasClient.class, LoggerContext.class, LogManager.class)
                                    .map(PackagedJarIT::home))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            List<String> printed = new LoggingJvm(directory)
                    .with("--module-path", modules)
                    .with("--add-modules", "io.github.gas4j.log4j")
                    .with("-cp", home(LoggingApplication.class).toString())
                    .log(
                            Log4j.gas("destination=\"" + collector.destination() + "\"", layout)
                                    .replace("shutdownHook=\"disable\"", ""),
                            10);

            assertThat(printed).isEmpty();
            return collector.lines();
        }
    }

    private URL inJar(String entry) throws Exception {
        return new URI("jar:" + jar.toUri() + "!/" + entry).toURL();
    }

    private static Path home(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
