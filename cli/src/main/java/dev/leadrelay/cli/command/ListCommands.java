package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListLookup;
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
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends a command to a list and waits until the orchestrator has taken it. */
final class ListCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final DataOption data;
    private final String listId;

    ListCommands(DataOption data, String listId) {
        this.data = data;
        this.listId = listId;
    }

    /**
     * Sends the command.
     *
     * @param maxCostMicros budget of SET_BUDGET; null for none
     * @param taken true when the list's progress shows that the command was taken
     * @return the list as it is then
     * @throws SettingsException when there is no such list, or nobody takes the command
     */
    ListProgress send(ListCommandKind kind, @Nullable Long maxCostMicros, Predicate<ListProgress> taken)
            throws InterruptedException {
        try (Cluster cluster = Cluster.connect(data.folder);
                ListWatch watch = new ListWatch(cluster, listId)) {
            ListLookup.require(cluster, listId);
            publish(cluster, kind, maxCostMicros);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Optional<ListProgress> progress = watch.poll(LOOK);
            while (progress.filter(taken).isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new SettingsException("the command was sent but the orchestrator has not taken it yet; is it"
                            + " running? ./leadrelay status " + listId + " will show");
                }
                progress = watch.poll(LOOK);
            }
            return progress.get();
        }
    }

    private void publish(Cluster cluster, ListCommandKind kind, @Nullable Long maxCostMicros)
            throws InterruptedException {
        Topic topic = cluster.topics().listCommands();
        ListCommand command = ListCommand.newBuilder()
                .setListId(listId)
                .setKind(kind)
                .setMaxCostMicros(maxCostMicros)
                .setIssuedBy(CurrentUser.name())
                .setIssuedAt(Instant.now())
                .build();
        byte[] key = listId.getBytes(StandardCharsets.UTF_8);
        byte[] value = cluster.codec().encode(topic.name(), command);
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException e) {
            throw new SettingsException("the broker did not take the command: " + e.getMessage());
        }
    }
}
