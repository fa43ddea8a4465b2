package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.ResultBuilder;
import dev.leadrelay.agent.worker.Outputs;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The two records of a finished attempt, its result and its run log, each within the size limit. Thread-safe. */
final class ResultOutput<O> {
    private static final int MAX_MESSAGE = 1_000;
    private static final int MAX_VIOLATIONS = 100;

    private final String resultTopic;
    private final String runTopic;
    private final ResultBuilder builder;
    private final Patience codec;
    private final OutputHeaders headers;
    private final int maxBytes;

    /** @param maxBytes most bytes of a record's value */
    ResultOutput(
            String resultTopic,
            String runTopic,
            ResultBuilder builder,
            Patience codec,
            OutputHeaders headers,
            int maxBytes) {
        this.resultTopic = resultTopic;
        this.runTopic = runTopic;
        this.builder = builder;
        this.codec = codec;
        this.headers = headers;
        this.maxBytes = maxBytes;
    }

    Outputs of(ConsumerRecord<byte[], byte[]> request, Finished<O> attempt) throws InterruptedException {
        Finished<O> sent = attempt;
        SpecificRecord result = result(sent);
        byte[] bytes = codec.encode(resultTopic, result);
        if (bytes.length > maxBytes) {
            sent = attempt.withOutcome(tooLarge(attempt.outcome(), bytes.length));
            result = result(sent);
            bytes = codec.encode(resultTopic, result);
        }
        // The key is the lead's, whatever key the request had: that is where the orchestrator looks for it.
        byte[] key = Identifiers.leadKey(sent.header()).getBytes(StandardCharsets.UTF_8);
        String runId = sent.provenance().getRunId();
        return new Outputs(List.of(
                new ProducerRecord<>(
                        resultTopic,
                        null,
                        key,
                        bytes,
                        headers.of(request.headers(), runId, result.getClass().getName())),
                new ProducerRecord<>(
                        runTopic,
                        null,
                        key,
                        run(sent),
                        headers.of(request.headers(), runId + "/run", AgentRun.class.getName()))));
    }

    private SpecificRecord result(Finished<O> attempt) {
        Object outcome = switch (attempt.outcome()) {
            case Outcome.Completed<O> completed -> completed.value();
            case Outcome.Failed<O> failed ->
                StageFailed.newBuilder()
                        .setFailureClass(failed.failureClass())
                        .setMessage(Shortened.of(failed.message(), MAX_MESSAGE))
                        .setViolations(bounded(failed.violations()))
                        .setCandidate(failed.candidate())
                        .build();
        };
        return builder.build(
                attempt.header(), outcome, attempt.outcome().verdict(), attempt.usage(), attempt.provenance());
    }

    private byte[] run(Finished<O> attempt) throws InterruptedException {
        AgentRun.Builder run = AgentRun.newBuilder()
                .setRunId(attempt.provenance().getRunId())
                .setHeader(attempt.header())
                .setProvenance(attempt.provenance())
                .setUsage(attempt.usage())
                .setSpend(attempt.spend())
                .setSteps(attempt.steps());
        switch (attempt.outcome()) {
            case Outcome.Completed<O> completed -> run.setExit(RunExit.COMPLETED);
            case Outcome.Failed<O> failed ->
                run.setExit(RunExit.FAILED)
                        .setFailureClass(failed.failureClass())
                        .setMessage(Shortened.of(failed.message(), MAX_MESSAGE));
        }
        AgentRun full = run.build();
        byte[] bytes = codec.encode(runTopic, full);
        if (bytes.length <= maxBytes) {
            return bytes;
        }
        // The registry has just answered for this topic, so sizes can be taken without waiting.
        return codec.encode(runTopic, RunTrim.fit(full, maxBytes, trimmed -> codec.sizeOf(runTopic, trimmed)));
    }

    /** What is left of an outcome whose result no broker would take. */
    private Outcome<O> tooLarge(Outcome<O> outcome, int bytes) {
        String size = "the result has " + bytes + " bytes, more than the " + maxBytes + " that a message may have";
        return switch (outcome) {
            case Outcome.Completed<O> completed ->
                new Outcome.Failed<>(
                        FailureClass.OUTPUT_REJECTED,
                        size,
                        List.of(Violations.reject("result.too-large", "", size)),
                        null,
                        null);
            case Outcome.Failed<O> failed ->
                new Outcome.Failed<>(
                        failed.failureClass(),
                        Shortened.of(failed.message(), MAX_MESSAGE / 2) + " (candidate and verdict left out: " + size
                                + ")",
                        failed.violations().stream()
                                .limit(20)
                                .map(ResultOutput::shortened)
                                .toList(),
                        null,
                        null);
        };
    }

    private static List<Violation> bounded(List<Violation> violations) {
        return violations.size() <= MAX_VIOLATIONS ? violations : violations.subList(0, MAX_VIOLATIONS);
    }

    private static Violation shortened(Violation violation) {
        return Violation.newBuilder(violation)
                .setCode(Shortened.of(violation.getCode(), 100))
                .setPath(Shortened.of(violation.getPath(), 200))
                .setMessage(Shortened.of(violation.getMessage(), 300))
                .build();
    }
}
