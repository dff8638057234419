// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs the collector from a command line; {@link CollectorOptions} tells what it can do. Stateless. */
public final class TryCollector {
    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;

    private TryCollector() {}

    /** Collects until it is told to end, and exits with its exit status. */
    public static void main(String[] arguments) throws InterruptedException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        Consumer<Runnable> atExit = last -> Runtime.getRuntime().addShutdownHook(new Thread(last, "exit"));
        System.exit(run(out, System.err, atExit, arguments));
    }

    /**
     * Collects until it is told to end.
     *
     * @param out gets the events and nothing else
     * @param err gets all other lines
     * @param atExit is given what is to be done if the JVM exits meanwhile
     * @return the exit status
     */
    static int run(OutputStream out, PrintStream err, Consumer<Runnable> atExit, String... arguments)
            throws InterruptedException {
        CollectorOptions options = new CollectorOptions();
        CommandLine commandLine = new CommandLine(options);
        InetSocketAddress address;
        try {
            commandLine.parseArgs(arguments);
            options.check();
            address = new InetSocketAddress(InetAddress.getByName(options.host), options.port);
        } catch (ParameterException wrong) {
            err.println(wrong.getMessage() + "; --help tells all options");
            return WRONG_OPTIONS;
        } catch (UnknownHostException unknown) {
            err.println("Invalid value for option '--host': '" + options.host + "' is no address of this machine");
            return WRONG_OPTIONS;
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(new PrintStream(out, true, StandardCharsets.UTF_8));
            return 0;
        }
        try (Session session = new Session(options, address, out, new Console(err))) {
            atExit.accept(session::close);
            return session.run();
        } catch (BindException taken) {
            err.println("Cannot listen on " + Console.text(address) + ": " + taken.getMessage()
                    + "; another --port or --host may do, or ending the program that listens there");
            return FAILED;
        } catch (IOException failed) {
            err.println("Cannot start: " + failed.getMessage());
            return FAILED;
        }
    }
}
