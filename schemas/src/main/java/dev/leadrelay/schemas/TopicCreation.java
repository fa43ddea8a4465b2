package dev.leadrelay.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Creates the topics of LeadRelay and waits until each partition has a leader. */
public final class TopicCreation {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** What this needs of a cluster. */
    interface Cluster {
        /** Asks for topics; the future of one that exists already fails with {@link TopicExistsException}. */
        Map<String, KafkaFuture<Void>> create(List<NewTopic> topics);

        /** Looks at topics; the future of one that is not there fails with UnknownTopicOrPartitionException. */
        Map<String, KafkaFuture<TopicDescription>> describe(List<String> names);
    }

    private final Cluster cluster;
    private final long deadline;

    private TopicCreation(Cluster cluster, Duration timeout) {
        this.cluster = cluster;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Creates what is missing, each topic with its settings, and returns when every partition of every topic has a
     * leader: what is produced before can be lost silently (KAFKA-15591). Others may do the same at the same time.
     * Existing topics stay as they are.
     *
     * @param partitions of topics to be created
     * @param maxMessageBytes largest record batch of ordinary topics; dead-letter topics take twice as much
     * @throws ConfigException when the topics keyed by lead differ in partition count, naming them
     * @throws KafkaException when the cluster refuses or is not done within the timeout
     */
    public static void ensure(
            Admin admin,
            Topics topics,
            int partitions,
            short replicationFactor,
            int maxMessageBytes,
            Duration timeout) {
        ensure(new AdminCluster(admin), topics, partitions, replicationFactor, maxMessageBytes, timeout);
        awaitServed(admin, names(topics.all()), timeout);
    }

    /**
     * Creates one topic that is none of LeadRelay's own and returns when each of its partitions has a leader.
     *
     * @throws KafkaException when the cluster refuses, has it already, or is not done within the timeout
     */
    public static void create(Admin admin, NewTopic topic, Duration timeout) {
        TopicCreation creation = new TopicCreation(new AdminCluster(admin), timeout);
        creation.cluster.create(List.of(topic)).values().forEach(creation::await);
        creation.awaitLeaders(List.of(topic.name()));
        awaitServed(admin, List.of(topic.name()), timeout);
    }

    /** A leader is named before its broker has taken the partition up, and loses what it gets in between; its own answer tells. */
    private static void awaitServed(Admin admin, List<String> names, Duration timeout) {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(
                                    each -> ends.put(new TopicPartition(name, each.partition()), OffsetSpec.latest())));
            admin.listOffsets(ends).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(
                    "the brokers do not serve the topics they lead; check that they are up, then start again", e);
        }
    }

    static void ensure(
            Cluster cluster,
            Topics topics,
            int partitions,
            short replicationFactor,
            int maxMessageBytes,
            Duration timeout) {
        TopicCreation creation = new TopicCreation(cluster, timeout);
        List<Topic> all = topics.all();
        Map<String, TopicDescription> existing = creation.look(names(all));
        requireEqualCounts(topics, existing, partitions);
        creation.create(all.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .map(topic -> new NewTopic(topic.name(), partitions, replicationFactor)
                        .configs(topic.settings(maxMessageBytes)))
                .toList());
        requireEqualCounts(topics, creation.awaitLeaders(names(all)), partitions);
    }

    private void create(List<NewTopic> missing) {
        if (missing.isEmpty()) {
            return;
        }
        cluster.create(missing).forEach((name, future) -> {
            try {
                await(future);
            } catch (TopicExistsException e) {
                // Somebody else was faster; what they made is checked afterwards.
            }
        });
    }

    private static List<String> names(List<Topic> topics) {
        return topics.stream().map(Topic::name).toList();
    }

    private Map<String, TopicDescription> awaitLeaders(List<String> names) {
        while (true) {
            Map<String, TopicDescription> seen = look(names);
            List<String> waiting =
                    names.stream().filter(name -> !hasLeaders(seen.get(name))).toList();
            if (waiting.isEmpty()) {
                return seen;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException("topics without a leader for each partition: " + String.join(", ", waiting)
                        + "; check that the brokers are up, then start again");
            }
            pause();
        }
    }

    private static boolean hasLeaders(@Nullable TopicDescription topic) {
        return topic != null
                && !topic.partitions().isEmpty()
                && topic.partitions().stream().allMatch(TopicCreation::hasLeader);
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private Map<String, TopicDescription> look(List<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        cluster.describe(names).forEach((name, future) -> {
            try {
                found.put(name, await(future));
            } catch (UnknownTopicOrPartitionException e) {
                // Not there, or not yet known to the broker that was asked.
            }
        });
        return found;
    }

    /** A lead's records must meet in one partition number, whatever the topic. */
    private static void requireEqualCounts(Topics topics, Map<String, TopicDescription> existing, int wanted) {
        Map<Integer, List<String>> byCount = new TreeMap<>();
        for (Topic topic : topics.keyedByLead()) {
            TopicDescription description = existing.get(topic.name());
            int count = description == null ? wanted : description.partitions().size();
            byCount.computeIfAbsent(count, c -> new ArrayList<>()).add(topic.name());
        }
        if (byCount.size() > 1) {
            String counts = byCount.entrySet().stream()
                    .map(entry -> entry.getKey() + " in " + String.join(", ", entry.getValue()))
                    .collect(Collectors.joining("; "));
            throw new ConfigException(
                    "topics keyed by lead must have equal partition counts, found (or to be created): " + counts
                            + "; set the partition count to that of the existing topics, or delete these");
        }
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the cluster did not answer in time; check that the brokers are up", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private record AdminCluster(Admin admin) implements Cluster {
        @Override
        public Map<String, KafkaFuture<Void>> create(List<NewTopic> topics) {
            return admin.createTopics(topics).values();
        }

        @Override
        public Map<String, KafkaFuture<TopicDescription>> describe(List<String> names) {
            return admin.describeTopics(names).topicNameValues();
        }
    }
}
