package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.service.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops a list: nothing more is admitted, what waits is discarded, what is being worked on ends at its next answer. */
@Command(
        name = "cancel",
        description = "Stops a list: discards what waits; what is being worked on ends at its next answer.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameters(paramLabel = "LIST", description = "id of the list")
    private String listId = "";

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (Cluster cluster = Cluster.connect(data.folder);
                ListWatch watch = new ListWatch(cluster, listId)) {
            if (watch.poll(Duration.ofSeconds(3)).isEmpty()) {
                throw new SettingsException("there is no list " + listId + "; ./leadrelay status shows all");
            }
            send(cluster);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Optional<ListProgress> progress = watch.poll(Duration.ofMillis(200));
            while (progress.map(p -> !p.getCancelled()).orElse(true)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new SettingsException("the cancel was sent but the orchestrator has not taken it yet; is it"
                            + " running? ./leadrelay status " + listId + " will show");
                }
                progress = watch.poll(Duration.ofMillis(200));
            }
            spec.commandLine()
                    .getOut()
                    .println(listId + " is cancelled; what is being worked on ends at its next answer");
        }
        return 0;
    }

    private void send(Cluster cluster) throws InterruptedException {
        Topic topic = cluster.topics().listCommands();
        ListCommand cancel = ListCommand.newBuilder()
                .setListId(listId)
                .setKind(ListCommandKind.CANCEL)
                .setIssuedBy(System.getProperty("user.name", "somebody"))
                .setIssuedAt(Instant.now())
                .build();
        byte[] key = listId.getBytes(StandardCharsets.UTF_8);
        byte[] value = cluster.codec().encode(topic.name(), cancel);
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException e) {
            throw new SettingsException("the broker did not take the command: " + e.getMessage());
        }
    }
}
