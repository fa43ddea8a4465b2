package dev.leadrelay.cli.embedded;

import dev.leadrelay.service.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker of one node (KRaft) in this process, on loopback. Its data outlive it; two brokers cannot share a
 * folder. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** A cluster of one needs a name that never changes; it is meaningless otherwise. */
    private static final String CLUSTER_ID = "bGVhZHJlbGF5LWRldi0wMQ";

    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker; returns when it takes requests, after about two seconds.
     *
     * @param folder where its data are; made when missing
     * @param port port to listen on, 0 for any free one
     * @throws SettingsException when the port is taken or the folder cannot be used
     */
    public static EmbeddedBroker start(Path folder, int port) {
        int chosen = LoopbackPorts.require(port, "LEADRELAY_LAPTOP_BROKER_PORT");
        Properties properties = properties(folder, chosen, LoopbackPorts.free());
        format(folder, properties);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new SettingsException("the embedded broker does not start in " + folder
                    + " (is another one using it?): " + e.getMessage());
        }
        return new EmbeddedBroker(server, chosen);
    }

    /** Address for clients, host:port. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static void format(Path folder, Properties properties) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("broker.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, "Written at each start of the embedded broker");
            }
            String[] arguments = {"format", "-t", CLUSTER_ID, "-c", file.toString(), "--ignore-formatted"};
            int exit = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
            if (exit != 0) {
                throw new IOException(said.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "));
            }
        } catch (IOException e) {
            throw new SettingsException("the broker's folder " + folder + " cannot be used: " + e.getMessage());
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@" + LoopbackPorts.HOST + ":" + controllerPort);
        p.setProperty(
                "listeners",
                "PLAINTEXT://" + LoopbackPorts.HOST + ":" + port + ",CONTROLLER://" + LoopbackPorts.HOST + ":"
                        + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + LoopbackPorts.HOST + ":" + port);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        p.setProperty("log.dirs", folder.resolve("log").toString());
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("group.min.session.timeout.ms", "1000");
        // After a hard kill the node would otherwise wait for its former self to expire (12 s instead of 2 s).
        p.setProperty("broker.session.timeout.ms", "2000");
        p.setProperty("broker.heartbeat.interval.ms", "300");
        // An open transaction of a dead instance blocks its readers until this cleaner has seen its timeout.
        p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        // Internal topics of the orchestrator take four times the default message size; dead letters twice.
        p.setProperty("message.max.bytes", Integer.toString(4 * 1024 * 1024));
        p.setProperty("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        p.setProperty("controlled.shutdown.enable", "false");
        return p;
    }
}
