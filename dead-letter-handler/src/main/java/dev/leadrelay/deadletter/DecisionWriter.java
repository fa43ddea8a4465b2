package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import dev.leadrelay.service.HealthState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
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
    private static final String UNDECIDED =
            "it is not known whether the decision was written; look at the dead letter's decisions before trying again";

    /** What a store that is half read does not hold is not gone: neither a 404 nor a reason to skip an item. */
    private static final String REBUILDING =
            "the store is being rebuilt, so nothing was written; try again when it is done";

    private final TriageQueries queries;
    private final DecisionRules rules;
    private final DecisionCheck check;
    private final DecisionRecords records;
    private final DecisionPublisher publisher;
    private final Supplier<Map<TopicPartition, Long>> topicEnd;
    private final ReadProgress progress;
    private final Rebuild rebuild;
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

    /** The number of resets of the store at the start of a decision; of the writing thread alone. */
    private long resets;

    /**
     * @param topicEnd asks for the ends of the decisions' topic, by partition; called on one thread
     * @param timeout how long a decision may take
     */
    DecisionWriter(
            TriageQueries queries,
            DecisionRules rules,
            DecisionCheck check,
            DecisionRecords records,
            DecisionPublisher publisher,
            Supplier<Map<TopicPartition, Long>> topicEnd,
            ReadProgress progress,
            Rebuild rebuild,
            Clock clock,
            Duration timeout,
            Consumer<String> fatal) {
        this.queries = queries;
        this.rules = rules;
        this.check = check;
        this.records = records;
        this.publisher = publisher;
        this.topicEnd = topicEnd;
        this.progress = progress;
        this.rebuild = rebuild;
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
            return new DecisionAnswer.Unavailable(UNDECIDED);
        } catch (ExecutionException e) {
            log.error("A decision failed", e.getCause());
            return new DecisionAnswer.Unavailable("the decision failed for an internal reason; see the log");
        }
    }

    /**
     * Decides about items of a bulk job, all in one transaction; waits for it however long it takes.
     *
     * @param items not dispatched yet, as far as the store knows; one whose intended decision stands in its topic is not
     *     decided again
     * @param intents told what is about to be written, before it is; when it throws, nothing is written
     */
    BatchAnswer decideAll(BulkOrder order, List<BulkItem> items, Consumer<List<BulkItem.Intent>> intents)
            throws InterruptedException {
        try {
            return thread.submit(() -> writeAll(order, items, intents)).get();
        } catch (RejectedExecutionException e) {
            return new BatchAnswer.Unavailable("too many decisions are waiting, or the service stops");
        } catch (ExecutionException e) {
            log.error("Decisions of a bulk job failed", e.getCause());
            return new BatchAnswer.Unavailable("the decisions failed for an internal reason; see the log");
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
        String obstacle = ready();
        if (obstacle != null) {
            return new DecisionAnswer.Unavailable(obstacle);
        }
        try {
            return switch (choose(request, clock.instant())) {
                case Choice.No no -> no.answer();
                case Choice.Write write -> {
                    String failure = publish(write.records());
                    yield failure == null
                            ? new DecisionAnswer.Accepted(write.decision())
                            : new DecisionAnswer.Unavailable(failure);
                }
            };
        } catch (KafkaException | RegistryUnavailableException | JdbiException e) {
            return new DecisionAnswer.Unavailable(unavailable(obstacle(e)));
        }
    }

    private BatchAnswer writeAll(BulkOrder order, List<BulkItem> items, Consumer<List<BulkItem.Intent>> intents)
            throws InterruptedException {
        String obstacle = ready();
        if (obstacle != null) {
            return new BatchAnswer.Unavailable(obstacle);
        }
        try {
            Instant now = clock.instant();
            List<BulkItem.Result> results = new ArrayList<>();
            List<BulkItem.Intent> intended = new ArrayList<>();
            List<ProducerRecord<byte[], byte[]>> transaction = new ArrayList<>();
            for (BulkItem item : items) {
                String skipped = null;
                if (!stands(item)) {
                    switch (choose(order.request(item.deadLetterId()), now)) {
                        case Choice.No no -> {
                            if (no.answer() instanceof DecisionAnswer.Unavailable) {
                                return new BatchAnswer.Unavailable(no.line());
                            }
                            skipped = no.line();
                        }
                        case Choice.Write write -> {
                            intended.add(new BulkItem.Intent(
                                    item.ord(), write.decision().getDecisionId(), now.toEpochMilli()));
                            transaction.addAll(write.records());
                        }
                    }
                }
                results.add(new BulkItem.Result(
                        item.ord(), skipped == null ? BulkItem.State.DISPATCHED : BulkItem.State.SKIPPED, skipped));
            }
            if (!transaction.isEmpty()) {
                intents.accept(intended);
                String failure = publish(transaction);
                if (failure != null) {
                    return new BatchAnswer.Unavailable(failure);
                }
            }
            return new BatchAnswer.Decided(results);
        } catch (KafkaException | RegistryUnavailableException | JdbiException e) {
            return new BatchAnswer.Unavailable(unavailable(obstacle(e)));
        }
    }

    /** True when the decision that was intended for an item stands in its topic: it was written before a restart. */
    private boolean stands(BulkItem item) {
        String decisionId = item.decisionId();
        Long intendedAt = item.intendedAt();
        return decisionId != null
                && intendedAt != null
                && queries.decisions(item.deadLetterId()).stream()
                        .anyMatch(decision ->
                                decision.decisionId().equals(decisionId) && decision.decidedAt() == intendedAt);
    }

    /** Gets ready to decide on the present view; null when that worked, else one line why not. */
    private @Nullable String ready() throws InterruptedException {
        if (state instanceof HealthState.Down fenced) {
            return fenced.reason();
        }
        if (rebuild.progress().running()) {
            return REBUILDING;
        }
        try {
            publisher.prepare();
            resets = progress.resets();
            if (!isCaughtUp()) {
                return "earlier decisions are not read back yet, so nothing was written; try again";
            }
            state = new HealthState.Up();
            return null;
        } catch (KafkaException | RegistryUnavailableException | JdbiException e) {
            return unavailable(obstacle(e));
        }
    }

    private static String obstacle(RuntimeException e) {
        return switch (e) {
            case JdbiException store -> "the store does not answer, so nothing was written: " + e.getMessage();
            case RegistryUnavailableException registry ->
                "the schema registry does not answer, so nothing was written: " + e.getMessage();
            default -> "the brokers do not answer, so nothing was written: " + e.getMessage();
        };
    }

    /** What a request comes to. */
    private sealed interface Choice {
        /** These records are the decision, the first of them the decision itself. */
        record Write(TriageDecision decision, List<ProducerRecord<byte[], byte[]>> records) implements Choice {}

        /** There is nothing to write; the line is that of the answer. */
        record No(DecisionAnswer answer, String line) implements Choice {}
    }

    private Choice choose(DecisionRequest request, Instant now) {
        Optional<Item> item = queries.item(request.deadLetterId());
        Optional<DeadLetter> letter = queries.record(request.deadLetterId());
        List<DecisionView> decisions = queries.decisions(request.deadLetterId());
        if (progress.resets() != resets) {
            return new Choice.No(new DecisionAnswer.Unavailable(REBUILDING), REBUILDING);
        }
        if (item.isEmpty() || letter.isEmpty()) {
            String line = "there is no dead letter " + request.deadLetterId();
            return new Choice.No(new DecisionAnswer.NotFound(line), line);
        }
        Optional<String> refusal = rules.refusal(item.get(), request.kind());
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        if (request.byPolicy()) {
            Optional<String> toPeople =
                    DecisionRules.refusalOfPolicy(request.kind()).or(() -> DecisionRules.refusalOfPolicy(decisions));
            if (toPeople.isPresent()) {
                return refused(toPeople.get());
            }
        }
        DecisionContent content = DecisionContent.NONE;
        if (DecisionCheck.isNeededFor(request.kind())) {
            switch (check.check(letter.get(), request)) {
                case Checked.Impossible impossible -> {
                    return refused(impossible.line());
                }
                case Checked.Result result -> {
                    if (!result.valid()) {
                        return refused(result.line());
                    }
                    content = result.content();
                }
            }
        }
        return write(letter.get(), request, content, decisions.size(), now);
    }

    private Choice write(
            DeadLetter letter, DecisionRequest request, DecisionContent content, int earlier, Instant now) {
        ContentHashes hashes = ContentHashes.of(letter, request.kind(), content);
        List<ProducerRecord<byte[], byte[]>> original = List.of();
        if (DecisionRecords.reinjects(letter, request.kind())) {
            Optional<ProducerRecord<byte[], byte[]>> again = records.reinjected(letter);
            if (again.isEmpty()) {
                return refused(
                        "the original record is no longer in its topic and its bytes were not kept; only DISCARD is left");
            }
            original = List.of(again.get());
            hashes = ContentHashes.ofUnchanged(again.get().value());
        }
        TriageDecision decision = DecisionRecords.decision(letter, request, content, hashes, earlier, now);
        List<ProducerRecord<byte[], byte[]>> transaction = new ArrayList<>();
        transaction.add(records.record(decision));
        transaction.addAll(original);
        return new Choice.Write(decision, transaction);
    }

    private static Choice refused(String line) {
        return new Choice.No(new DecisionAnswer.Refused(line), line);
    }

    /** Writes records that begin with a decision; null when that worked, else one line why not. */
    private @Nullable String publish(List<ProducerRecord<byte[], byte[]>> transaction) {
        return switch (publisher.publish(transaction)) {
            case DecisionPublisher.Publication.Written done -> {
                String topic = transaction.get(0).topic();
                done.behind().forEach((partition, offset) -> {
                    if (partition.topic().equals(topic)) {
                        written.merge(partition, offset, Math::max);
                    }
                });
                yield null;
            }
            case DecisionPublisher.Publication.NotWritten not ->
                unavailable("the decision was not written: " + not.why());
            case DecisionPublisher.Publication.Undecided unknown -> UNDECIDED;
            case DecisionPublisher.Publication.Fenced taken -> {
                String line = "another dead-letter handler writes decisions for this installation; run only one";
                state = new HealthState.Down(line);
                fatal.accept(line);
                yield "the decision was not written: " + line;
            }
        };
    }

    /** The topic's end as the brokers tell it may lack what was committed a moment ago; what was written here counts too. */
    private boolean isCaughtUp() throws InterruptedException {
        Map<TopicPartition, Long> targets = new HashMap<>(topicEnd.get());
        written.forEach((partition, offset) -> targets.merge(partition, offset, Math::max));
        return progress.await(targets, timeout);
    }

    private String unavailable(String line) {
        state = new HealthState.Degraded(line);
        return line;
    }
}
