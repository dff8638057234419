// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts that fail while the appender is built, and classes of layouts that are missing. */
final class LayoutFailureTest {
    private static final String BROKEN = "java.lang.";
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>";

    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IllegalStateException",
                "NoClassDefFoundError",
                "OutOfMemoryError",
                "StackOverflowError",
                "Error"
            })
    void aLayoutThatFailsIsOneErrorAndFailoverGoesElsewhere(String failure) throws Exception {
        Path file = directory.resolve("elsewhere.log");
        String appenders = gas(failure)
                + "<File name=\"FILE\" fileName=\"" + file + "\">" + PATTERN + "</File>"
                + "<Failover name=\"FAILOVER\" primary=\"GAS\"><Failovers><AppenderRef ref=\"FILE\"/></Failovers></Failover>";
        try (Log4j log4j = Log4j.start(directory, configuration(appenders, "FAILOVER"))) {
            assertThat(status.errors())
                    .singleElement()
                    .asString()
                    .contains("'GAS'", "option Layout: '" + BrokenLayout.class.getName(), failure, "valid: ");
            log4j.logger().info("elsewhere");

            assertThat(Files.readAllLines(file)).containsExactly("elsewhere");
        }
    }

    @Test
    void aReloadedLayoutThatFailsLeavesTheRunningClientAlone() {
        try (Log4j log4j =
                Log4j.start(directory, Log4j.gas("destination=\"" + collector.destination() + "\"", PATTERN))) {
            GasClient client = log4j.client();

            log4j.reload(configuration(gas("NoClassDefFoundError"), "GAS"));
            log4j.logger().info("still there");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("still there"));
            assertThat(log4j.client()).isSameAs(client);
            assertThat(status.errors()).singleElement().asString().contains("option Layout");
            assertThat(status.ofGas(Level.WARN)).singleElement().asString().contains("goes on with");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GelfLayout", "SerializedLayout", "Rfc5424Layout", "MessageLayout"})
    void aLayoutOfLog4jThatIsMissingKeepsNoOtherFromStarting(String missing) throws Exception {
        try (URLClassLoader without = new Without("org.apache.logging.log4j.core.layout." + missing)) {
            Object errors = without.loadClass(Application.class.getName())
                    .getMethod("run", Path.class, String.class)
                    .invoke(null, directory, "destination=\"" + collector.destination() + "\"");

            assertThat(errors).isEqualTo(List.of());
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("arrives"));
        }
    }

    private String gas(String failure) {
        return "<Gas name=\"GAS\" ignoreExceptions=\"false\" destination=\"" + collector.destination()
                + "\"><BrokenLayout failure=\"" + BROKEN + failure + "\"/></Gas>";
    }

    private static String configuration(String appenders, String root) {
        return Log4j.configuration(appenders, root)
                .replace(
                        "<Configuration ",
                        "<Configuration packages=\"" + LayoutFailureTest.class.getPackageName() + "\" ");
    }

    /** Loads the whole class path anew, but for one class. */
    private static final class Without extends URLClassLoader {
        private final String missing;

        Without(String missing) throws Exception {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.missing = missing;
        }

        private static URL[] classPath() throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    /** What runs in a class loader of its own. */
    public static final class Application {
        private Application() {}

        /** Logs one event; returns the errors of the configuration. */
        public static List<String> run(Path directory, String attributes) {
            try (StatusRecorder status = new StatusRecorder();
                    Log4j log4j = Log4j.start(directory, Log4j.gas(attributes))) {
                log4j.logger().info("arrives");
                log4j.stop(10_000);
                return List.copyOf(status.errors());
            }
        }
    }

    /** Fails when it is asked for its charset. */
    @Plugin(name = "BrokenLayout", category = Node.CATEGORY, elementType = Layout.ELEMENT_TYPE)
    public static final class BrokenLayout implements StringLayout {
        private final String failure;

        private BrokenLayout(String failure) {
            this.failure = failure;
        }

        /** Makes a layout that throws an exception of this class. */
        @PluginFactory
        public static BrokenLayout create(@PluginAttribute("failure") String failure) {
            return new BrokenLayout(failure);
        }

        @Override
        public Charset getCharset() {
            try {
                throw LayoutFailureTest.BrokenLayout.<RuntimeException>sneak(Class.forName(failure)
                        .asSubclass(Throwable.class)
                        .getConstructor(String.class)
                        .newInstance("broken"));
            } catch (ReflectiveOperationException noSuchFailure) {
                throw new IllegalArgumentException(noSuchFailure);
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> RuntimeException sneak(Throwable failure) throws T {
            throw (T) failure;
        }

        @Override
        public byte @Nullable [] getFooter() {
            return null;
        }

        @Override
        public byte @Nullable [] getHeader() {
            return null;
        }

        @Override
        public byte[] toByteArray(LogEvent event) {
            return new byte[0];
        }

        @Override
        public String toSerializable(LogEvent event) {
            return "";
        }

        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public Map<String, String> getContentFormat() {
            return Map.of();
        }

        @Override
        public void encode(LogEvent event, ByteBufferDestination destination) {}
    }
}
