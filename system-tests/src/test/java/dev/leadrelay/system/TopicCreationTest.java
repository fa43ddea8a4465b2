package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.system.support.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Topics as they are made on a real broker. */
class TopicCreationTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int BATCH = 1 << 20;

    @Test
    void eachTopicHasItsSettingsAndALeaderForEachPartition() throws Exception {
        Topics topics = new Topics("creation.");
        try (Admin admin = admin();
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<?>> starts =
                    List.of(both.submit(() -> ensure(admin, topics, 3)), both.submit(() -> ensure(admin, topics, 3)));
            for (Future<?> start : starts) {
                start.get();
            }
            ensure(admin, topics, 3);

            Map<String, TopicDescription> found = admin.describeTopics(
                            topics.all().stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get();
            assertThat(found).hasSize(topics.all().size());
            found.values()
                    .forEach(topic -> assertThat(topic.partitions())
                            .as(topic.name())
                            .hasSize(3)
                            .allMatch(partition -> partition.leader() != null
                                    && !partition.leader().isEmpty()));
            assertThat(settings(admin, topics.leadResults()))
                    .containsEntry("cleanup.policy", "compact")
                    .containsEntry("max.message.bytes", Integer.toString(BATCH));
            assertThat(settings(admin, topics.lists()))
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry(
                            "retention.ms", Long.toString(Duration.ofDays(14).toMillis()));
            assertThat(settings(admin, topics.deadLetters(Stage.WRITER)))
                    .containsEntry(
                            "retention.ms", Long.toString(Duration.ofDays(90).toMillis()))
                    .containsEntry("max.message.bytes", Integer.toString(2 * BATCH));
            assertThat(settings(admin, topics.triageDecisions())).containsEntry("retention.ms", "-1");
        }
    }

    @Test
    void unequalPartitionCountsAreRefusedAndNothingIsMade() throws Exception {
        Topics topics = new Topics("unequal.");
        try (Admin admin = admin()) {
            admin.createTopics(
                            List.of(new NewTopic(topics.results(Stage.SCORING).name(), 5, (short) 1)))
                    .all()
                    .get();
            Awaitility.await("the broker knows the topic")
                    .atMost(TIMEOUT)
                    .until(() -> admin.listTopics().names().get().contains("unequal.scoring.results"));

            assertThatThrownBy(() -> ensure(admin, topics, 3))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("equal partition counts")
                    .hasMessageContaining("5 in unequal.scoring.results");
            Set<String> made = new TreeSet<>(admin.listTopics().names().get());
            made.removeIf(name -> !name.startsWith("unequal."));
            assertThat(made).containsExactly("unequal.scoring.results");

            ensure(admin, topics, 5);
            assertThat(admin.listTopics().names().get())
                    .contains(topics.leadResults().name());
        }
    }

    private static Admin admin() {
        return new KafkaClients(Platform.shared().bootstrapServers(), Map.of()).admin();
    }

    private static void ensure(Admin admin, Topics topics, int partitions) {
        TopicCreation.ensure(admin, topics, partitions, (short) 1, BATCH, TIMEOUT);
    }

    private static Map<String, String> settings(Admin admin, Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.entries().stream()
                .collect(java.util.stream.Collectors.toMap(e -> e.name(), e -> String.valueOf(e.value())));
    }
}
