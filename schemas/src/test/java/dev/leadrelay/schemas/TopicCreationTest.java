package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicCreationTest {
    private static final Node BROKER = new Node(1, "127.0.0.1", 9092);

    private final Topics topics = new Topics("");
    private final FakeCluster cluster = new FakeCluster();

    /** A cluster in memory; new topics have leaders only after some looks. */
    private static final class FakeCluster implements TopicCreation.Cluster {
        final Map<String, Integer> counts = new TreeMap<>();
        final List<NewTopic> created = new ArrayList<>();
        int looksWithoutLeader;
        int looks;
        int createdByOthers;
        RuntimeException refusal;

        @Override
        public Map<String, KafkaFuture<Void>> create(List<NewTopic> topics) {
            Map<String, KafkaFuture<Void>> futures = new HashMap<>();
            for (NewTopic topic : topics) {
                if (createdByOthers > 0) {
                    counts.put(topic.name(), createdByOthers);
                }
                if (refusal != null) {
                    futures.put(topic.name(), failed(refusal));
                } else if (counts.putIfAbsent(topic.name(), topic.numPartitions()) != null) {
                    futures.put(topic.name(), failed(new TopicExistsException(topic.name())));
                } else {
                    created.add(topic);
                    futures.put(topic.name(), KafkaFuture.completedFuture(null));
                }
            }
            return futures;
        }

        @Override
        public Map<String, KafkaFuture<TopicDescription>> describe(List<String> names) {
            boolean leaderless = looks++ < looksWithoutLeader;
            return names.stream().collect(Collectors.toMap(name -> name, name -> look(name, leaderless)));
        }

        private KafkaFuture<TopicDescription> look(String name, boolean leaderless) {
            Integer count = counts.get(name);
            if (count == null) {
                return failed(new UnknownTopicOrPartitionException(name));
            }
            List<TopicPartitionInfo> partitions = IntStream.range(0, count)
                    .mapToObj(i -> new TopicPartitionInfo(
                            i, leaderless && i == count - 1 ? null : BROKER, List.of(BROKER), List.of(BROKER)))
                    .toList();
            return KafkaFuture.completedFuture(new TopicDescription(name, false, partitions));
        }

        private static <T> KafkaFuture<T> failed(RuntimeException e) {
            KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
            future.completeExceptionally(e);
            return future;
        }
    }

    private void ensure(int partitions, Duration timeout) {
        TopicCreation.ensure(cluster, topics, partitions, (short) 1, 1000, timeout);
    }

    @Test
    void createsWhatIsMissingWithItsSettings() {
        cluster.counts.put("leads.lists", 5);
        ensure(3, Duration.ofSeconds(5));

        assertThat(cluster.created).hasSize(topics.all().size() - 1);
        NewTopic deadLetters = cluster.created.stream()
                .filter(topic -> topic.name().equals("writer.dead-letters"))
                .findFirst()
                .orElseThrow();
        assertThat(deadLetters.numPartitions()).isEqualTo(3);
        assertThat(deadLetters.configs()).containsEntry("max.message.bytes", "2000");

        cluster.created.clear();
        ensure(3, Duration.ofSeconds(5));
        assertThat(cluster.created).isEmpty();
    }

    @Test
    void waitsUntilEveryPartitionHasALeader() {
        cluster.looksWithoutLeader = 4;
        ensure(3, Duration.ofSeconds(5));
        assertThat(cluster.looks).isEqualTo(5);
    }

    @Test
    void saysWhichTopicsHaveNoLeaderInTime() {
        cluster.looksWithoutLeader = Integer.MAX_VALUE;
        assertThatThrownBy(() -> ensure(1, Duration.ofMillis(120)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("leads.lists")
                .hasMessageContaining("check that the brokers are up");
    }

    @Test
    void toleratesOthersThatCreateTheSame() {
        cluster.createdByOthers = 3;
        ensure(3, Duration.ofSeconds(5));
        assertThat(cluster.created).isEmpty();
    }

    @Test
    void refusesUnequalPartitionCountsInOneLine() {
        cluster.counts.put("research.requests", 7);
        assertThatThrownBy(() -> ensure(3, Duration.ofSeconds(5)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("7 in research.requests")
                .hasMessageContaining("equal partition counts")
                .hasMessageNotContaining("\n");
        assertThat(cluster.created).as("nothing half-done").isEmpty();

        cluster.counts.clear();
        cluster.counts.put("leads.lists", 7);
        ensure(3, Duration.ofSeconds(5));
    }

    @Test
    void unequalCountsMadeByOthersAreFoundAfterwards() {
        topics.keyedByLead().forEach(topic -> cluster.counts.put(topic.name(), 3));
        cluster.counts.remove("writer.results");
        cluster.createdByOthers = 4;
        assertThatThrownBy(() -> ensure(3, Duration.ofSeconds(5)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("4 in writer.results");
    }

    @Test
    void passesOnWhatTheClusterRefuses() {
        cluster.refusal = new TopicAuthorizationException("leads.lists");
        assertThatThrownBy(() -> ensure(3, Duration.ofSeconds(5))).isInstanceOf(TopicAuthorizationException.class);
    }
}
