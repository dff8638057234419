// SPDX-License-Identifier: MIT
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.Transaction;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.MemoryChannel;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.conf.Configurables;
import org.apache.flume.source.AbstractSource;
import org.apache.flume.source.NetcatSource;
import org.apache.flume.source.SyslogTcpSource;

/**
 * A source of Flume that listens, {@code netcat} or {@code syslogtcp}, with a limit of 64 KiB, and a channel in memory.
 * Appends the body of each event, and a newline, to a file, and ends after two minutes. A single file, which the launcher of
 * Java compiles, because Flume is on no other class path of this project.
 */
final class FlumeMain {
    private static final String LIMIT = "65536";
    private static final long LIFETIME_NANOS = 120_000_000_000L;

    private FlumeMain() {}

    /** Arguments: the port, the kind of source, and the file. */
    public static void main(String[] args) throws Exception {
        Context options = new Context();
        options.put("host", "127.0.0.1");
        options.put("bind", "127.0.0.1");
        options.put("port", args[0]);
        options.put("eventSize", LIMIT);
        options.put("keepFields", "all");
        options.put("max-line-length", LIMIT);
        options.put("ack-every-event", "false");
        AbstractSource source = args[1].equals("netcat") ? new NetcatSource() : new SyslogTcpSource();
        source.setName("source");
        Configurables.configure(source, options);
        MemoryChannel channel = channel();
        ReplicatingChannelSelector selector = new ReplicatingChannelSelector();
        selector.setChannels(List.of(channel));
        ChannelProcessor processor = new ChannelProcessor(selector);
        processor.configure(new Context());
        source.setChannelProcessor(processor);
        source.start();
        long end = System.nanoTime() + LIFETIME_NANOS;
        try (OutputStream file =
                Files.newOutputStream(Path.of(args[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (System.nanoTime() - end < 0) {
                passOn(channel, file);
            }
        }
        System.exit(0);
    }

    private static MemoryChannel channel() {
        Context options = new Context();
        options.put("capacity", "10000");
        options.put("keep-alive", "1");
        MemoryChannel channel = new MemoryChannel();
        channel.setName("channel");
        channel.configure(options);
        channel.start();
        return channel;
    }

    /** Stores one event, for which it waits up to a second. */
    private static void passOn(MemoryChannel channel, OutputStream file) throws Exception {
        Transaction transaction = channel.getTransaction();
        transaction.begin();
        Event event = channel.take();
        transaction.commit();
        transaction.close();
        if (event != null) {
            file.write(event.getBody());
            file.write('\n');
        }
    }
}
