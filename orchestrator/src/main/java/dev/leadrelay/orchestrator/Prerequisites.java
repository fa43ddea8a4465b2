package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.topology.OrchestratorTopology;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must hold before Kafka Streams starts. */
final class Prerequisites {
    private static final Logger LOG = LoggerFactory.getLogger(Prerequisites.class);
    private static final long ASK_AGAIN_MILLIS = 500;
    private static final long SAY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Prerequisites() {}

    /**
     * The partition count of all topics that are keyed by leadKey, and of {@code leads.ended}.
     *
     * @throws SettingsException when they differ
     */
    static int partitions(Admin admin, Topics topics) throws InterruptedException {
        List<String> names = new ArrayList<>(OrchestratorTopology.keyedByLead(topics).stream()
                .map(Topic::name)
                .toList());
        Topics.agentStages().forEach(stage -> names.add(topics.requests(stage).name()));
        names.add(topics.leadResults().name());
        names.add(topics.ended().name());
        Map<String, Integer> counts = new LinkedHashMap<>();
        try {
            Map<String, TopicDescription> described =
                    admin.describeTopics(names).allTopicNames().get();
            described.forEach(
                    (name, topic) -> counts.put(name, topic.partitions().size()));
        } catch (ExecutionException e) {
            throw new SettingsException(
                    "the topics cannot be described: " + oneLine(e.getCause() == null ? e : e.getCause())
                            + "; check that they exist and that this user may describe them");
        }
        return same(counts);
    }

    static int same(Map<String, Integer> counts) {
        if (counts.values().stream().distinct().count() != 1) {
            throw new SettingsException("topics keyed by lead must have the same number of partitions, but have "
                    + new TreeMap<>(counts) + "; create them anew with equal counts");
        }
        return counts.values().iterator().next();
    }

    /**
     * Creates missing topics and waits for their leaders.
     *
     * @throws SettingsException when the cluster refuses or does not manage in time
     */
    static void topics(Admin admin, Topics topics, TopicSettings shape, Duration atMost) {
        try {
            TopicCreation.ensure(
                    admin, topics, shape.partitions(), shape.replicationFactor(), shape.maxMessageBytes(), atMost);
        } catch (ConfigException e) {
            throw new SettingsException(oneLine(e));
        } catch (KafkaException e) {
            throw new SettingsException("the topics cannot be created: " + oneLine(e)
                    + "; check the brokers, this user's rights and leadrelay.topics.*");
        }
    }

    /**
     * Waits until the registry answers, and gets the schemas' ids.
     *
     * @param stopping reaches zero when the service stops
     * @throws SettingsException when it does not within the time, or refuses a schema
     */
    static void registry(RecordCodec codec, Topics topics, Duration atMost, CountDownLatch stopping)
            throws InterruptedException {
        Map<String, Class<? extends SpecificRecord>> types = new LinkedHashMap<>();
        written(topics).forEach(topic -> types.put(topic.name(), topic.valueType()));
        long deadline = System.nanoTime() + atMost.toNanos();
        long nextLine = System.nanoTime();
        while (true) {
            try {
                codec.warmUp(types);
                return;
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() - deadline >= 0 || stopping.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new SettingsException("the schema registry does not answer (" + oneLine(e)
                            + "); start one or set leadrelay.registry.url (LEADRELAY_REGISTRY_URL)");
                }
                if (System.nanoTime() - nextLine >= 0) {
                    LOG.warn("Waiting for the schema registry: {}", oneLine(e));
                    nextLine = System.nanoTime() + SAY_EVERY_NANOS;
                }
            } catch (SerializationException e) {
                throw new SettingsException("the schema registry refuses a schema: " + oneLine(e)
                        + "; register LeadRelay's schemas or set leadrelay.registry.auto-register=true");
            }
        }
    }

    /** The topics that the orchestrator writes. */
    private static List<Topic> written(Topics topics) {
        List<Topic> written = new ArrayList<>(List.of(
                topics.admitted(),
                topics.ended(),
                topics.leadResults(),
                topics.leadResultsFlat(),
                topics.progress(),
                topics.triageOutcomes()));
        Topics.agentStages().forEach(stage -> written.add(topics.requests(stage)));
        Topics.deadLetterStages().forEach(stage -> written.add(topics.deadLetters(stage)));
        return written;
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
