// SPDX-License-Identifier: MIT
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/**
 * A processor of NiFi that listens, {@code ListenTCP} or {@code ListenSyslog}, run as NiFi's own tests run it. Appends what
 * it passes on as a success, and a newline, to a file, and ends after two minutes. A single file, which the launcher of Java
 * compiles, because NiFi is on no other class path of this project.
 */
final class NifiMain {
    private static final long LIFETIME_NANOS = 120_000_000_000L;

    private NifiMain() {}

    /** Arguments: the port, the name of the processor, and the file. */
    public static void main(String[] args) throws Exception {
        Class<?> processor = Class.forName("org.apache.nifi.processors.standard." + args[1]);
        TestRunner runner = TestRunners.newTestRunner(
                (Processor) processor.getDeclaredConstructor().newInstance());
        runner.setProperty("Port", args[0]);
        if (args[1].equals("ListenSyslog")) {
            runner.setProperty("Protocol", "TCP");
        }
        runner.run(1, false, true);
        long end = System.nanoTime() + LIFETIME_NANOS;
        try (OutputStream file =
                Files.newOutputStream(Path.of(args[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (System.nanoTime() - end < 0) {
                runner.run(1, false, false);
                for (MockFlowFile flowFile : runner.getFlowFilesForRelationship("success")) {
                    file.write(flowFile.toByteArray());
                    file.write('\n');
                }
                runner.clearTransferState();
                runner.clearProvenanceEvents();
            }
        }
        System.exit(0);
    }
}
