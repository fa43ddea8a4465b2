package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import dev.leadrelay.service.HealthState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of decisions. Before each it waits until everything in the decisions' topic stands in the store, so
 * that it never decides on an old view; the store changes only when the decision is read back. Thread-safe.
 */
final class DecisionWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DecisionWriter.class);
    private static final int WAITING = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private final TriageQueries queries;
    private final DecisionRules rules;
    private final DecisionRecords records;
    private final DecisionPublisher publisher;
    private final Supplier<Map<TopicPartition, Long>> topicEnd;
    private final ReadProgress progress;
    private final Clock clock;
    private final Duration timeout;
    private final Consumer<String> fatal;
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, "dead-letter-decisions"));
    private volatile HealthState state = new HealthState.Up();

    /**
     * @param topicEnd asks for the ends of the decisions' topic, by partition; called on one thread
     * @param timeout how long a decision may take
     */
    DecisionWriter(
            TriageQueries queries,
            DecisionRules rules,
            DecisionRecords records,
            DecisionPublisher publisher,
            Supplier<Map<TopicPartition, Long>> topicEnd,
            ReadProgress progress,
            Clock clock,
            Duration timeout,
            Consumer<String> fatal) {
        this.queries = queries;
        this.rules = rules;
        this.records = records;
        this.publisher = publisher;
        this.topicEnd = topicEnd;
        this.progress = progress;
        this.clock = clock;
        this.timeout = timeout;
        this.fatal = fatal;
    }

    /** How the writer is. */
    HealthState health() {
        return state;
    }

    /** Decides, or says why not; returns within twice the timeout. */
    DecisionAnswer decide(DecisionRequest request) throws InterruptedException {
        Future<DecisionAnswer> answer;
        try {
            answer = thread.submit(() -> write(request));
        } catch (RejectedExecutionException e) {
            return new DecisionAnswer.Unavailable("too many decisions are waiting, or the service stops; try again");
        }
        try {
            return answer.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            return undecided();
        } catch (ExecutionException e) {
            log.error("A decision failed", e.getCause());
            return new DecisionAnswer.Unavailable("the decision failed for an internal reason; see the log");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }

    private DecisionAnswer write(DecisionRequest request) throws InterruptedException {
        if (state instanceof HealthState.Down fenced) {
            return new DecisionAnswer.Unavailable(fenced.reason());
        }
        try {
            publisher.prepare();
            long resets = progress.resets();
            if (!isCaughtUp()) {
                return new DecisionAnswer.Unavailable(
                        "earlier decisions are not read back yet, so nothing was written; try again");
            }
            state = new HealthState.Up();
            return decideNow(request, resets);
        } catch (KafkaException e) {
            return unavailable("the brokers do not answer, so nothing was written: " + e.getMessage());
        } catch (RegistryUnavailableException e) {
            return unavailable("the schema registry does not answer, so nothing was written: " + e.getMessage());
        } catch (JdbiException e) {
            return unavailable("the store does not answer, so nothing was written: " + e.getMessage());
        }
    }

    private DecisionAnswer decideNow(DecisionRequest request, long resets) {
        Optional<Item> item = queries.item(request.deadLetterId());
        Optional<DeadLetter> letter = queries.record(request.deadLetterId());
        List<DecisionView> decisions = queries.decisions(request.deadLetterId());
        if (progress.resets() != resets) {
            return new DecisionAnswer.Unavailable("the store is being rebuilt, so nothing was written; try again");
        }
        if (item.isEmpty() || letter.isEmpty()) {
            return new DecisionAnswer.NotFound("there is no dead letter " + request.deadLetterId());
        }
        Optional<String> refusal = rules.refusal(item.get(), request.kind());
        if (refusal.isPresent()) {
            return new DecisionAnswer.Refused(refusal.get());
        }
        if (request.byPolicy()) {
            Optional<String> toPeople = DecisionRules.refusalOfPolicy(decisions);
            if (toPeople.isPresent()) {
                return new DecisionAnswer.Refused(toPeople.get());
            }
        }
        int earlier = decisions.size();
        TriageDecision decision = DecisionRecords.decision(letter.get(), request, earlier, clock.instant());
        List<ProducerRecord<byte[], byte[]>> transaction = new ArrayList<>();
        transaction.add(records.record(decision));
        if (DecisionRecords.reinjects(letter.get(), request.kind())) {
            Optional<ProducerRecord<byte[], byte[]>> again = records.reinjected(letter.get());
            if (again.isEmpty()) {
                return new DecisionAnswer.Refused(
                        "the original record is no longer in its topic and its bytes were not kept; only DISCARD is left");
            }
            transaction.add(again.get());
        }
        return publish(decision, transaction);
    }

    private DecisionAnswer publish(TriageDecision decision, List<ProducerRecord<byte[], byte[]>> transaction) {
        return switch (publisher.publish(transaction)) {
            case DecisionPublisher.Publication.Written done -> {
                String topic = transaction.get(0).topic();
                done.behind().forEach((partition, offset) -> {
                    if (partition.topic().equals(topic)) {
                        written.merge(partition, offset, Math::max);
                    }
                });
                yield new DecisionAnswer.Accepted(decision);
            }
            case DecisionPublisher.Publication.NotWritten not ->
                unavailable("the decision was not written: " + not.why());
            case DecisionPublisher.Publication.Undecided unknown -> undecided();
            case DecisionPublisher.Publication.Fenced taken -> {
                String line = "another dead-letter handler writes decisions for this installation; run only one";
                state = new HealthState.Down(line);
                fatal.accept(line);
                yield new DecisionAnswer.Unavailable("the decision was not written: " + line);
            }
        };
    }

    /** The topic's end as the brokers tell it may lack what was committed a moment ago; what was written here counts too. */
    private boolean isCaughtUp() throws InterruptedException {
        Map<TopicPartition, Long> targets = new HashMap<>(topicEnd.get());
        written.forEach((partition, offset) -> targets.merge(partition, offset, Math::max));
        return progress.await(targets, timeout);
    }

    private DecisionAnswer unavailable(String line) {
        state = new HealthState.Degraded(line);
        return new DecisionAnswer.Unavailable(line);
    }

    private static DecisionAnswer undecided() {
        return new DecisionAnswer.Unavailable(
                "it is not known whether the decision was written; look at the dead letter's decisions before trying again");
    }
}
