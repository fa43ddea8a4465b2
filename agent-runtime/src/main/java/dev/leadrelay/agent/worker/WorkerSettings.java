package dev.leadrelay.agent.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker needs to know. Immutable.
 *
 * @param topic the input topic
 * @param group the consumer group, shared by all instances of the agent
 * @param transactionalId unique per running instance; the same one again after a restart ends the predecessor's
 *     transaction at once
 * @param groupInstanceId static membership; null where the instance's name does not survive a restart
 * @param capacity most records worked on at a time
 * @param timeLimit most time for the work of one record, pauses not counted
 * @param commitInterval least time between the starts of two transactions; an idle worker never waits for it
 * @param stopTimeout how long an orderly stop lets the work in flight finish
 * @param transactionTimeout after which the broker aborts a transaction; deliveries end before it, a member's session
 *     after it
 */
public record WorkerSettings(
        String topic,
        String group,
        String transactionalId,
        @Nullable String groupInstanceId,
        int capacity,
        Duration timeLimit,
        Duration commitInterval,
        Duration stopTimeout,
        Duration transactionTimeout) {

    public WorkerSettings {
        require(capacity >= 1, "capacity must be at least 1, not " + capacity);
        require(timeLimit.isPositive(), "timeLimit must be positive, not " + timeLimit);
        require(!commitInterval.isNegative(), "commitInterval must not be negative, but is " + commitInterval);
        require(
                transactionTimeout.compareTo(Duration.ofSeconds(1)) >= 0,
                "transactionTimeout must be at least 1 s, not " + transactionTimeout);
    }

    /**
     * Usual settings of an instance: 1,000 in flight, 10 minutes per record, 5 ms between transactions, 10 s to stop,
     * 10 s transaction timeout; no static membership.
     *
     * @param group also the first part of the transactional.id
     * @param instance unique among the running instances of the agent
     */
    public static WorkerSettings of(String topic, String group, String instance) {
        return new WorkerSettings(
                topic,
                group,
                group + "-" + instance,
                null,
                1_000,
                Duration.ofMinutes(10),
                Duration.ofMillis(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    /** The same for an instance whose name survives a restart: it takes its partitions back without a rebalance. */
    public WorkerSettings withStableInstance(String instance) {
        return new WorkerSettings(
                topic,
                group,
                transactionalId,
                instance,
                capacity,
                timeLimit,
                commitInterval,
                stopTimeout,
                transactionTimeout);
    }

    public WorkerSettings withCapacity(int records) {
        return new WorkerSettings(
                topic,
                group,
                transactionalId,
                groupInstanceId,
                records,
                timeLimit,
                commitInterval,
                stopTimeout,
                transactionTimeout);
    }

    public WorkerSettings withTimeLimit(Duration limit) {
        return new WorkerSettings(
                topic,
                group,
                transactionalId,
                groupInstanceId,
                capacity,
                limit,
                commitInterval,
                stopTimeout,
                transactionTimeout);
    }

    public WorkerSettings withCommitInterval(Duration interval) {
        return new WorkerSettings(
                topic,
                group,
                transactionalId,
                groupInstanceId,
                capacity,
                timeLimit,
                interval,
                stopTimeout,
                transactionTimeout);
    }

    public WorkerSettings withStopTimeout(Duration timeout) {
        return new WorkerSettings(
                topic,
                group,
                transactionalId,
                groupInstanceId,
                capacity,
                timeLimit,
                commitInterval,
                timeout,
                transactionTimeout);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
