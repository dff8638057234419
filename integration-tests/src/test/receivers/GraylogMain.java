// SPDX-License-Identifier: MIT
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.graylog2.configuration.TLSProtocolsConfiguration;
import org.graylog2.inputs.codecs.GelfChunkAggregator;
import org.graylog2.inputs.codecs.GelfCodec;
import org.graylog2.inputs.codecs.SyslogCodec;
import org.graylog2.inputs.transports.NettyTransportConfiguration;
import org.graylog2.inputs.transports.SyslogTcpTransport;
import org.graylog2.inputs.transports.TcpTransport;
import org.graylog2.inputs.transports.netty.EventLoopGroupFactory;
import org.graylog2.plugin.LocalMetricRegistry;
import org.graylog2.plugin.Message;
import org.graylog2.plugin.MessageFactory;
import org.graylog2.plugin.configuration.Configuration;
import org.graylog2.plugin.configuration.ConfigurationRequest;
import org.graylog2.plugin.inputs.MessageInput;
import org.graylog2.plugin.inputs.codecs.Codec;
import org.graylog2.plugin.inputs.util.ThroughputCounter;
import org.graylog2.plugin.journal.RawMessage;

/**
 * The TCP input of Graylog for GELF or for syslog, with its own transport and codec and without the server around them, at
 * their defaults. Appends the fields of each message to a file as a line of JSON, and ends after two minutes. A single file,
 * which the launcher of Java compiles, because Graylog is on no other class path of this project.
 */
final class GraylogMain {
    private static final int LARGEST = 2_097_152;
    private static final int RECEIVE_BUFFER = 1_048_576;
    private static final long LIFETIME_SECONDS = 120;

    private GraylogMain() {}

    /** Arguments: the port, {@code gelf} or {@code syslog}, and the file. */
    public static void main(String[] args) throws Exception {
        boolean gelf = args[1].equals("gelf");
        Configuration configuration = new Configuration(options(Integer.parseInt(args[0]), gelf));
        NettyTransportConfiguration netty = new NettyTransportConfiguration("nio", "jdk", 2);
        EventLoopGroupFactory groups = new EventLoopGroupFactory(netty);
        LocalMetricRegistry metrics = new LocalMetricRegistry();
        var group = groups.create(1, new MetricRegistry(), "graylog");
        ThroughputCounter counter = new ThroughputCounter(group);
        TLSProtocolsConfiguration tls = new TLSProtocolsConfiguration();
        TcpTransport transport = gelf
                ? new TcpTransport(configuration, group, groups, netty, counter, metrics, tls)
                : new SyslogTcpTransport(configuration, group, groups, netty, counter, metrics, tls);
        transport.setMessageAggregator(null);
        transport.launch(
                new StoringInput(configuration, transport, metrics, codec(configuration, gelf), Path.of(args[2])));
        new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS);
        System.exit(0);
    }

    private static Map<String, Object> options(int port, boolean gelf) {
        Map<String, Object> options = new TreeMap<>();
        options.put("bind_address", "127.0.0.1");
        options.put("port", port);
        options.put("recv_buffer_size", RECEIVE_BUFFER);
        options.put("number_worker_threads", 2);
        options.put("max_message_size", LARGEST);
        options.put("use_null_delimiter", gelf);
        options.put("tcp_keepalive", false);
        options.put("tls_enable", false);
        options.put("store_full_message", false);
        options.put("expand_structured_data", false);
        options.put("allow_override_date", true);
        options.put("force_rdns", false);
        return options;
    }

    private static Codec codec(Configuration configuration, boolean gelf) throws ReflectiveOperationException {
        Constructor<?> constructor =
                Class.forName("org.graylog2.plugin.DefaultMessageFactory").getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        MessageFactory messages =
                (MessageFactory) constructor.newInstance(new Object[constructor.getParameterCount()]);
        MetricRegistry metrics = new MetricRegistry();
        return gelf
                ? new GelfCodec(
                        configuration,
                        new GelfChunkAggregator(Executors.newScheduledThreadPool(1), metrics),
                        messages)
                : new SyslogCodec(configuration, metrics, messages);
    }

    /** Decodes and stores. Thread-safe. */
    private static final class StoringInput extends MessageInput {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final Map<String, String> LEVELS = Map.of("3", "err", "4", "warning", "6", "info");

        private final Codec codec;
        private final Path file;

        StoringInput(
                Configuration configuration,
                TcpTransport transport,
                LocalMetricRegistry metrics,
                Codec codec,
                Path file) {
            super(new MetricRegistry(), configuration, transport, metrics, codec, new NoOptions(), new Nobody(), null);
            this.codec = codec;
            this.file = file;
        }

        @Override
        public void processRawMessage(RawMessage raw) {
            Map<String, Object> stored = new TreeMap<>();
            try {
                Message message = codec.decode(raw);
                stored.put("level", LEVELS.get(String.valueOf(message.getField("level"))));
                stored.put("app", message.getField("application_name"));
                stored.put("message", message.getMessage());
                stored.put("trace", message.getField("full_message"));
            } catch (RuntimeException notReadable) {
                stored.put("message", notReadable + ": " + new String(raw.getPayload(), StandardCharsets.UTF_8));
            }
            store(stored);
        }

        private synchronized void store(Map<String, Object> fields) {
            try {
                Files.writeString(
                        file,
                        JSON.writeValueAsString(fields) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException failed) {
                failed.printStackTrace();
            }
        }
    }

    /** What a transport and a codec may be configured with, which nobody asks for here. */
    private static final class NoOptions extends MessageInput.Config {
        NoOptions() {
            super(new TcpTransport.Config(), new GelfCodec.Config());
        }

        @Override
        public ConfigurationRequest combinedRequestedConfiguration() {
            return new ConfigurationRequest();
        }
    }

    /** What Graylog's pages show of an input. */
    private static final class Nobody extends MessageInput.Descriptor {
        Nobody() {
            super("test", false, "");
        }
    }
}
