// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.RecordingListener;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private static GasClient client(RecordingListener listener) {
        GasConfig config = GasConfig.builder()
                .option("destination", "127.0.0.1:9")
                .option("bufferSize", "64KiB")
                .option("jmx", "true")
                .build();
        return new GasClient("registered", config, listener, Thread::new);
    }

    @Test
    void aNameThatIsTakenIsAWarning() {
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        GasClient holder = client(first);
        GasClient other = client(second);
        holder.start();
        other.start();

        other.close(Duration.ZERO);
        holder.close(Duration.ZERO);

        assertThat(second.warnings).anyMatch(line -> line.contains("name=registered,instance=2"));
        assertThat(first.warnings).noneMatch(line -> line.contains("MBean"));
    }

    @Test
    void everyAttributeHasADescriptionOfItsOwnAndTheValueOfTheSnapshot() throws Exception {
        GasClient client = client(new RecordingListener());
        client.start();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.github.gas4j:type=GasClient,name=registered");

        MBeanInfo info = server.getMBeanInfo(name);
        Set<String> attributes = new TreeSet<>();
        Set<String> descriptions = new TreeSet<>();
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            String described = attribute.getName();
            attributes.add(described);
            descriptions.add(attribute.getDescription());
            assertThat(attribute.getDescription()).as(described).contains(" ").doesNotContain("exposed for management");
            assertThat(server.getAttribute(name, described)).as(described).isNotNull();
        }
        client.close(Duration.ZERO);

        assertThat(info.getDescription()).contains("Offered = Released + Dropped");
        assertThat(descriptions).hasSameSizeAs(attributes);
        Set<String> components = new TreeSet<>(List.of("Dropped"));
        for (RecordComponent component : GasStats.class.getRecordComponents()) {
            components.add(component.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                    + component.getName().substring(1));
        }
        assertThat(attributes).isEqualTo(components);
    }

    @Test
    void aServerThatRefusesTheClientIsAWarningAndTheClientWorks() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.management.builder.initial=" + Refusing.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + System.getProperty("jdk.module.path", ""), // where the build runs tests in a module
                        RegistrationTest.class.getName())
                .redirectErrorStream(true)
                .start();

        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(printed).isZero();
        assertThat(printed).contains("the client has no MBean", "refused on purpose");
    }

    /** Starts a client whose registration is refused, and prints its warnings. */
    public static void main(String[] arguments) {
        RecordingListener listener = new RecordingListener();
        GasClient client = client(listener);
        client.start();
        client.close(Duration.ZERO);
        listener.warnings.forEach(System.out::println);
    }

    /** Makes a server that refuses every client. */
    public static final class Refusing extends MBeanServerBuilder {
        @Override
        public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
            MBeanServer real = super.newMBeanServer(domain, outer, delegate);
            return (MBeanServer) Proxy.newProxyInstance(
                    Refusing.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("registerMBean") && arguments[0] instanceof StandardMBean) {
                            throw new MBeanRegistrationException(null, "refused on purpose");
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
        }
    }
}
