package dev.leadrelay.cli.submit;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.intake.IntakeCounts;
import dev.leadrelay.cli.intake.LeadFileReader;
import dev.leadrelay.cli.intake.ListParts;
import dev.leadrelay.cli.intake.Reading;
import dev.leadrelay.cli.intake.RowProblem;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.service.SettingsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * A file of leads on its way to the input topic. The file is read through once before anything is sent, and sent in one
 * transaction, so that a list is submitted wholly or not at all.
 *
 * @param file the CSV file
 * @param columns column name to field name, outranking the known headers
 * @param limit how many leads to take at most
 * @param more leads behind those of the file
 */
public record Submission(Path file, Map<String, String> columns, long limit, List<Lead> more) {

    /** The whole file, and nothing behind it. */
    public static Submission of(Path file, Map<String, String> columns) {
        return new Submission(file, columns, Long.MAX_VALUE, List.of());
    }

    /**
     * Reads the file without sending anything.
     *
     * @param problems takes each row that could not be read
     * @throws SettingsException when the file as a whole makes no sense
     */
    public Reading read(Consumer<RowProblem> problems) {
        return each(lead -> {}, problems);
    }

    /**
     * Sends the leads.
     *
     * @return the counts of the file
     * @throws SettingsException when the file makes no sense or the broker does not take it
     */
    public IntakeCounts send(Cluster cluster, String listId, ListSettings settings) throws InterruptedException {
        Topic topic = cluster.topics().lists();
        Map<String, Object> transactional =
                Map.of("transactional.id", "submit-" + listId, "max.request.size", 4 * 1024 * 1024);
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(transactional)) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            Consumer<LeadList> sender = part -> sent.add(producer.send(new ProducerRecord<>(
                    topic.name(),
                    listId.getBytes(StandardCharsets.UTF_8),
                    cluster.codec().encode(topic.name(), part))));
            ListParts parts = new ListParts(listId, file.getFileName().toString(), settings, Instant.now(), sender);
            IntakeCounts counts = each(parts::add, problem -> {}).counts();
            parts.finish();
            for (Future<RecordMetadata> part : sent) {
                part.get();
            }
            producer.commitTransaction();
            return counts;
        } catch (ExecutionException | KafkaException e) {
            throw new SettingsException("the broker did not take the list, nothing was submitted: " + e.getMessage());
        }
    }

    private Reading each(Consumer<Lead> sink, Consumer<RowProblem> problems) {
        long[] taken = {0};
        Reading reading = new LeadFileReader(file, columns)
                .inspect(
                        lead -> {
                            if (taken[0] < limit) {
                                taken[0]++;
                                sink.accept(lead);
                            }
                        },
                        problems);
        for (Lead lead : more) {
            if (taken[0] < limit) {
                taken[0]++;
                sink.accept(lead);
            }
        }
        IntakeCounts counts = reading.counts();
        return new Reading(
                new IntakeCounts(counts.read(), taken[0], counts.duplicate(), counts.unreadable()),
                reading.warned(),
                reading.notes());
    }
}
