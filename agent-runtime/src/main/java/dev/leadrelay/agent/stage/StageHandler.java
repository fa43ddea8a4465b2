package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.Findings;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.attempt.Attempt;
import dev.leadrelay.agent.attempt.AttemptParts;
import dev.leadrelay.agent.prompt.RenderedPrompt;
import dev.leadrelay.agent.worker.CrashLoopException;
import dev.leadrelay.agent.worker.Outputs;
import dev.leadrelay.agent.worker.RecordHandler;
import dev.leadrelay.agent.worker.TimeLimitExceededException;
import dev.leadrelay.agent.worker.WorkScope;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ProviderSpend;
import dev.leadrelay.schemas.HopLimit;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.validation.Verdicts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Serves the requests of one stage with an agent. Each record leaves exactly one result and one run log, or, when it
 * cannot be answered, one dead letter; only a cancelled one leaves nothing. Thread-safe.
 *
 * @param <Q> request record of the stage
 * @param <O> output record of the stage
 */
public final class StageHandler<Q extends SpecificRecord, O extends SpecificRecord> implements RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StageHandler.class);

    /** Two ends condemn a record; when it ends the process further, already its reading does. */
    private static final int CRASHES_NOT_TO_BE_READ = 4;

    private final AgentDefinition<Q, O> definition;
    private final Identity identity;
    private final AttemptParts parts;
    private final Patience codec;
    private final ResultOutput<O> results;
    private final DeadLetterOutput deadLetters;
    private final StageListener listener;
    private final Clock clock;

    /**
     * A handler that has read nothing yet.
     *
     * @param maxBytes most bytes of a record's value
     */
    public StageHandler(
            AgentDefinition<Q, O> definition,
            Identity identity,
            AttemptParts parts,
            RecordCodec codec,
            Topics topics,
            int maxBytes,
            StageListener listener) {
        this.definition = definition;
        this.identity = identity;
        this.parts = parts;
        this.listener = listener;
        clock = parts.clock();
        this.codec = new Patience(codec, parts.outages());
        OutputHeaders headers = new OutputHeaders(identity);
        results = new ResultOutput<>(
                topics.results(definition.stage()).name(),
                topics.agentRuns().name(),
                definition.result(),
                this.codec,
                headers,
                maxBytes);
        deadLetters = new DeadLetterOutput(
                definition.stage(), topics.deadLetters(definition.stage()).name(), this.codec, headers, clock);
    }

    @Override
    public Outputs handle(ConsumerRecord<byte[], byte[]> record, WorkScope scope) throws InterruptedException {
        return switch (codec.decode(record.topic(), record.value(), definition.requestType())) {
            case Decoded.Undecodable<Q> undecodable ->
                deadLetter(record, FailureClass.MALFORMED_RECORD, undecodable.reason());
            case Decoded.Value<Q> request -> answer(record, request.value(), scope);
        };
    }

    @Override
    public Outputs refused(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
        LOG.warn("{}-{}@{}: refused", record.topic(), record.partition(), record.offset(), cause);
        FailureClass failureClass = classOf(cause);
        String message = messageOf(cause);
        try {
            if (cause instanceof CrashLoopException loop && loop.ends() >= CRASHES_NOT_TO_BE_READ) {
                return deadLetter(record, failureClass, message);
            }
            if (codec.decode(record.topic(), record.value(), definition.requestType())
                    instanceof Decoded.Value<Q> request) {
                HandoffHeader header = definition.headerOf().apply(request.value());
                if (HeaderCheck.problem(header, definition.stage()) == null) {
                    Outcome<O> failed = Outcome.failed(failureClass, message);
                    return finish(
                            record, new Finished<>(header, failed, wholeBudget(header), null, unasked(), List.of()));
                }
            }
            listener.deadLetter(failureClass);
            return deadLetters.withoutValue(record, failureClass, message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a refused record was answered", e);
        }
    }

    private Outputs answer(ConsumerRecord<byte[], byte[]> record, Q request, WorkScope scope)
            throws InterruptedException {
        HandoffHeader header = definition.headerOf().apply(request);
        String problem = HeaderCheck.problem(header, definition.stage());
        if (problem != null) {
            return deadLetter(record, FailureClass.CONTRACT_VIOLATION, problem);
        }
        try (MDC.MDCCloseable key = MDC.putCloseable("leadKey", Identifiers.leadKey(header))) {
            Instant startedAt = clock.instant();
            Attempt attempt = new Attempt(header, parts);
            Outcome<O> outcome = HopLimit.isExceeded(header)
                    ? Outcome.failed(FailureClass.LOOP_DETECTED, HopLimit.message(header.getHop()))
                    : work(request, attempt, scope);
            return finish(
                    record,
                    new Finished<>(
                            header,
                            outcome,
                            attempt.spent().toRecord(),
                            attempt.spend().stream()
                                    .map(ProviderSpend::toRecord)
                                    .toList(),
                            provenance(attempt, startedAt),
                            attempt.log().steps()));
        }
    }

    private Outputs finish(ConsumerRecord<byte[], byte[]> record, Finished<O> attempt) throws InterruptedException {
        Finished<O> written = attempt;
        Outputs outputs;
        try {
            outputs = results.of(record, written);
        } catch (RuntimeException e) {
            // A record the schema refuses, built by an agent: the lead still needs its answer.
            LOG.error("the outcome cannot be written", e);
            written = attempt.withOutcome(
                    Outcome.failed(FailureClass.INTERNAL, "the outcome cannot be written: " + messageOf(e)));
            outputs = results.of(record, written);
        }
        listener.finished(written.outcome(), written.usage(), written.spend(), written.provenance());
        return outputs;
    }

    /** The outermost backstop of the agent: whatever happens in it ends as a value. */
    private Outcome<O> work(Q request, Attempt attempt, WorkScope scope) throws InterruptedException {
        try {
            Function<Q, Verdict> gate = definition.inputGate();
            if (gate != null) {
                Verdict verdict = attempt.check("input", () -> gate.apply(request));
                if (Verdicts.rejects(verdict)) {
                    return new Outcome.Failed<>(
                            FailureClass.CONTRACT_VIOLATION,
                            Findings.summary(Findings.rejecting(verdict)),
                            Findings.rejecting(verdict),
                            null,
                            verdict);
                }
            }
            // Authors' code is not all checked for nulls.
            return Objects.requireNonNull(definition.agent().run(request, attempt), "it returned no outcome");
        } catch (InterruptedException e) {
            if (scope.cancelled() || !scope.expired()) {
                throw e;
            }
            return timeout(scope);
        } catch (Exception | StackOverflowError e) {
            if (scope.cancelled()) {
                throw new InterruptedException("cancelled");
            }
            if (scope.expired() && Thread.interrupted()) {
                return timeout(scope);
            }
            LOG.error("the agent broke", e);
            attempt.note("exception", String.valueOf(e));
            return Outcome.failed(FailureClass.INTERNAL, "the agent broke: " + messageOf(e));
        }
    }

    private Outcome<O> timeout(WorkScope scope) {
        return Outcome.failed(
                FailureClass.STAGE_TIMEOUT,
                "the attempt took longer than its limit of " + scope.limit().toSeconds() + " s");
    }

    private Outputs deadLetter(ConsumerRecord<byte[], byte[]> record, FailureClass failureClass, String message)
            throws InterruptedException {
        LOG.warn("{}-{}@{}: {}: {}", record.topic(), record.partition(), record.offset(), failureClass, message);
        listener.deadLetter(failureClass);
        return deadLetters.of(record, failureClass, message);
    }

    private Provenance provenance(Attempt attempt, Instant startedAt) {
        return provenance(attempt.lastPrompt(), attempt.lastAnswer(), startedAt);
    }

    private Provenance unasked() {
        return provenance(null, null, clock.instant());
    }

    private Provenance provenance(
            @Nullable RenderedPrompt prompt, ModelOutcome.@Nullable Answered answer, Instant startedAt) {
        return Provenance.newBuilder()
                .setAgent(identity.agent())
                .setAgentVersion(identity.version())
                .setInstance(identity.instance())
                .setProvider(answer == null ? "" : answer.provider())
                .setModel(answer == null ? "" : answer.model())
                .setSimulated(answer != null && answer.simulated())
                .setPromptId(prompt == null ? "" : prompt.id())
                .setPromptHash(prompt == null ? "" : prompt.hash())
                .setRunId(UUID.randomUUID().toString())
                .setStartedAt(startedAt)
                .setEndedAt(clock.instant())
                .build();
    }

    /** What was spent is lost with the outputs; charging less than it may have been would break a list's budget. */
    private static Usage wholeBudget(HandoffHeader header) {
        return Usage.newBuilder()
                .setModelCalls(0)
                .setPromptTokens(Math.max(0, header.getBudgetTokens()))
                .setCompletionTokens(0)
                .setCostMicros(Math.max(0, header.getBudgetCostMicros()))
                .build();
    }

    private static FailureClass classOf(RuntimeException cause) {
        return switch (cause) {
            case TimeLimitExceededException timeout -> FailureClass.STAGE_TIMEOUT;
            case CrashLoopException loop -> FailureClass.CRASH_LOOP;
            default -> FailureClass.INTERNAL;
        };
    }

    private static String messageOf(Throwable e) {
        String message = e.getMessage();
        return Shortened.of(
                message == null || message.isBlank()
                        ? e.getClass().getSimpleName()
                        : message.lines().findFirst().orElse(message),
                500);
    }
}
