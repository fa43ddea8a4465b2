package dev.leadrelay.agent.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.agent.Agent;
import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.attempt.Fixtures;
import dev.leadrelay.agent.attempt.ScriptedModel;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.worker.Outputs;
import dev.leadrelay.agent.worker.WorkScope;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.validation.Verdicts;
import dev.leadrelay.validation.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageHandlerTest {
    private static final int MAX_BYTES = 20_000;
    private static final Topics TOPICS = new Topics("");
    private static final Agent<ResearchRequest, Research> ASKS =
            (request, context) -> context.ask(Fixtures.ask()).toJudgedOutcome();

    private final AtomicInteger outages = new AtomicInteger();
    private final RecordCodec codec = MemoryCodec.create(outages);
    private final List<String> waits = new ArrayList<>();
    private final List<Outcome<?>> heard = new ArrayList<>();

    @Test
    void answersWithAResultAndItsRun() throws Exception {
        Outputs outputs = handle(ASKS, bytes(Fixtures.request()));

        ResearchResult result = result(outputs);
        AgentRun run = run(outputs);
        assertThat(((Research) result.getOutcome()).getCompanyName()).isEqualTo("Acme");
        assertThat(result.getHeader()).isEqualTo(Fixtures.header());
        assertThat(result.getVerdict().getPassed()).isTrue();
        assertThat(result.getUsage().getModelCalls()).isZero();
        assertThat(result.getProvenance().getPromptId()).isEqualTo("plain/1");
        assertThat(result.getProvenance().getProvider()).isEqualTo("scripted");
        assertThat(result.getProvenance().getSimulated()).isTrue();
        assertThat(run.getRunId()).isEqualTo(result.getProvenance().getRunId());
        assertThat(run.getExit()).isEqualTo(RunExit.COMPLETED);
        assertThat(run.getSteps()).hasSize(4);
    }

    @Test
    void keysByLeadAndPassesTheTraceOn() throws Exception {
        Outputs outputs = handle(ASKS, bytes(Fixtures.request()));

        for (ProducerRecord<byte[], byte[]> record : outputs.records()) {
            assertThat(record.key()).isEqualTo("list/lead".getBytes(StandardCharsets.UTF_8));
            assertThat(record.partition()).isNull();
            assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(new byte[] {7});
            assertThat(record.headers().lastHeader("ce_id")).isNotNull();
        }
        assertThat(new String(
                        outputs.records()
                                .getFirst()
                                .headers()
                                .lastHeader("ce_type")
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo(ResearchResult.class.getName());
    }

    @Test
    void bytesThatAreNoRecordBecomeADeadLetterVerbatim() throws Exception {
        byte[] poison = {0, 1, 2, 3};
        Outputs outputs = handle(ASKS, poison);

        DeadLetter letter = deadLetter(outputs);
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD);
        assertThat(letter.getOriginal().getValue().array()).isEqualTo(poison);
        assertThat(letter.getOriginal().getOffset()).isEqualTo(42);
        assertThat(letter.getOriginal().getHeaders()).hasSize(1);
        assertThat(handle(ASKS, null).records()).hasSize(1);
    }

    @Test
    void aHeaderThatCannotBeAnsweredBecomesADeadLetter() throws Exception {
        List<HandoffHeader> unusable = List.of(
                HandoffHeader.newBuilder(Fixtures.header())
                        .setStage(Stage.WRITER)
                        .build(),
                HandoffHeader.newBuilder(Fixtures.header()).setLeadId(" ").build(),
                HandoffHeader.newBuilder(Fixtures.header())
                        .setListId("x".repeat(600))
                        .build(),
                HandoffHeader.newBuilder(Fixtures.header()).setAttempt(0).build());
        for (HandoffHeader header : unusable) {
            ResearchRequest request = ResearchRequest.newBuilder(Fixtures.request())
                    .setHeader(header)
                    .build();
            assertThat(deadLetter(handle(ASKS, bytes(request))).getFailureClass())
                    .isEqualTo(FailureClass.CONTRACT_VIOLATION);
        }
    }

    @Test
    void theInputGateAnswersWithoutRunningTheAgent() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Agent<ResearchRequest, Research> counting = (request, context) -> {
            runs.incrementAndGet();
            return ASKS.run(request, context);
        };
        ResearchRequest refused = ResearchRequest.newBuilder(Fixtures.request())
                .setLead(Lead.newBuilder().setLeadId("lead").build())
                .build();

        StageFailed failed = failed(handle(counting, bytes(refused)));

        assertThat(failed.getFailureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION);
        assertThat(failed.getViolations()).hasSize(1);
        assertThat(runs).hasValue(0);
    }

    @Test
    void waitsForTheRegistryOnBothWays() throws Exception {
        outages.set(2);
        StageHandler<ResearchRequest, Research> handler = handler(ASKS);
        byte[] request = MemoryCodec.create().encode("research.requests", Fixtures.request());

        assertThat(result(handler.handle(record(request), scope()))).isNotNull();
        assertThat(waits).hasSize(2).allMatch(reason -> reason.contains("registry"));
    }

    @Test
    void whateverTheAgentThrowsIsInternal() throws Exception {
        StageFailed failed = failed(handle(
                (request, context) -> {
                    throw new IllegalStateException("a bug\nwith lines");
                },
                bytes(Fixtures.request())));

        assertThat(failed.getFailureClass()).isEqualTo(FailureClass.INTERNAL);
        assertThat(failed.getMessage()).isEqualTo("the agent broke: a bug");
    }

    @Test
    void timeIsUp() throws Exception {
        WorkScope expired = WorkScope.standalone(Duration.ofNanos(1));
        Outputs outputs = handler((request, context) -> {
                    Thread.currentThread().interrupt();
                    new CountDownLatch(1).await();
                    return Outcome.failed(FailureClass.INTERNAL, "unreachable");
                })
                .handle(record(bytes(Fixtures.request())), expired);

        assertThat(failed(outputs).getFailureClass()).isEqualTo(FailureClass.STAGE_TIMEOUT);
        assertThat(run(outputs).getExit()).isEqualTo(RunExit.FAILED);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCancelledRecordLeavesNothing() {
        assertThatThrownBy(() -> handle(
                        (request, context) -> {
                            throw new InterruptedException();
                        },
                        bytes(Fixtures.request())))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aResultThatIsTooLargeBecomesAFailure() throws Exception {
        Research large = Research.newBuilder(Fixtures.judge(ResearchAnswer.newBuilder()
                                .setCompanyName("x".repeat(MAX_BYTES))
                                .setClaims(List.of())
                                .build())
                        .candidate())
                .build();

        StageFailed completed = failed(handle(
                (request, context) -> Outcome.completed(large, Verdicts.of("research/test", List.of())),
                bytes(Fixtures.request())));
        StageFailed candidate = failed(handle(
                (request, context) -> new Outcome.Failed<>(FailureClass.LOW_CONFIDENCE, "look", List.of(), large, null),
                bytes(Fixtures.request())));

        assertThat(completed.getFailureClass()).isEqualTo(FailureClass.OUTPUT_REJECTED);
        assertThat(completed.getViolations()).extracting("code").containsExactly("result.too-large");
        assertThat(candidate.getFailureClass()).isEqualTo(FailureClass.LOW_CONFIDENCE);
        assertThat(candidate.getCandidate()).isNull();
        assertThat(candidate.getMessage()).contains("left out");
    }

    @Test
    void aRunThatIsTooLargeIsCutAndHashed() throws Exception {
        Outputs outputs = handle(
                (request, context) -> {
                    for (int i = 0; i < 10; i++) {
                        context.note("page", "x".repeat(MAX_BYTES));
                    }
                    return Outcome.failed(FailureClass.TOOL_FAILED, "no page");
                },
                bytes(Fixtures.request()));

        AgentRun run = run(outputs);
        assertThat(run.getTruncated()).isTrue();
        assertThat(run.getFullHash()).hasSize(64);
        assertThat(run.getSteps()).hasSize(11);
        assertThat(outputs.records().get(1).value().length).isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    void anOutcomeThatCannotBeWrittenStillAnswers() throws Exception {
        StageFailed failed = failed(handle(
                (request, context) ->
                        new Outcome.Failed<>(FailureClass.LOW_CONFIDENCE, "look", List.of(), new Object(), null),
                bytes(Fixtures.request())));

        assertThat(failed.getFailureClass()).isEqualTo(FailureClass.INTERNAL);
        assertThat(heard)
                .as("what was written, not what was not")
                .singleElement()
                .satisfies(outcome ->
                        assertThat(((Outcome.Failed<?>) outcome).failureClass()).isEqualTo(FailureClass.INTERNAL));
    }

    @Test
    void refusedRecordsAreAnsweredAndChargedTheirBudget() throws Exception {
        StageHandler<ResearchRequest, Research> handler = handler(ASKS);

        Outputs known = handler.refused(record(bytes(Fixtures.request())), new IllegalStateException("too large"));
        Outputs unknown = handler.refused(record(new byte[] {1}), new IllegalStateException("too large"));

        assertThat(failed(known).getFailureClass()).isEqualTo(FailureClass.INTERNAL);
        assertThat(result(known).getUsage().getCostMicros())
                .isEqualTo(Fixtures.header().getBudgetCostMicros());
        assertThat(deadLetter(unknown).getOriginal().getValue()).isNull();
        assertThat(deadLetter(unknown).getMessage()).contains("offset 42 of partition 3");
    }

    @Property(tries = 200)
    void everyWayOutLeavesExactlyItsRecords(@ForAll("agents") Agent<ResearchRequest, Research> agent) throws Exception {
        Outputs outputs = handle(agent, bytes(Fixtures.request()));

        assertThat(outputs.records())
                .extracting(ProducerRecord::topic)
                .containsExactly("research.results", "agent.runs");
        boolean completed = result(outputs).getOutcome() instanceof Research;
        AgentRun run = run(outputs);
        assertThat(run.getExit()).isEqualTo(completed ? RunExit.COMPLETED : RunExit.FAILED);
        assertThat(run.getFailureClass() == null).isEqualTo(completed);
        assertThat(outputs.records())
                .allSatisfy(r -> assertThat(r.value().length).isLessThanOrEqualTo(MAX_BYTES));
    }

    @Provide
    Arbitrary<Agent<ResearchRequest, Research>> agents() {
        Arbitrary<Agent<ResearchRequest, Research>> ends = Arbitraries.oneOf(
                Arbitraries.of(ASKS),
                Arbitraries.strings().ofMaxLength(50).map(text -> (request, context) -> {
                    throw new IllegalArgumentException(text);
                }),
                Arbitraries.of(ClassCastException.class).map(type -> (request, context) -> {
                    throw new StackOverflowError();
                }),
                Arbitraries.of(FailureClass.class).map(c -> (request, context) -> Outcome.failed(c, "why")),
                Arbitraries.strings()
                        .ofMaxLength(200)
                        .map(text -> (request, context) -> new Outcome.Failed<>(
                                FailureClass.MALFORMED_OUTPUT,
                                text.repeat(100),
                                List.of(Violations.reject("output.not-json", "", text.repeat(200))),
                                text.repeat(500),
                                null)),
                Arbitraries.just((request, context) -> null));
        return ends.flatMap(end -> Arbitraries.strings()
                .ofMaxLength(100)
                .list()
                .ofMaxSize(20)
                .map(notes -> (request, context) -> {
                    notes.forEach(note -> context.note("note", note.repeat(300)));
                    return end.run(request, context);
                }));
    }

    private Outputs handle(Agent<ResearchRequest, Research> agent, byte[] value) throws InterruptedException {
        return handler(agent).handle(record(value), scope());
    }

    private StageHandler<ResearchRequest, Research> handler(Agent<ResearchRequest, Research> agent) {
        AgentDefinition<ResearchRequest, Research> definition = new AgentDefinition<>(
                "research-agent",
                "1",
                Stage.RESEARCH,
                ResearchRequest.class,
                ResearchRequest::getHeader,
                request -> Verdicts.of(
                        "input/test",
                        request.getLead().getCompany() == null
                                ? List.of(Violations.reject("lead.incomplete", "/lead", "no company"))
                                : List.of()),
                agent,
                (header, outcome, verdict, usage, provenance) ->
                        new ResearchResult(header, outcome, verdict, usage, provenance),
                List.of(new PromptUse("plain", Set.of("lead", "evidence"), 500)),
                List.of());
        return new StageHandler<>(
                definition,
                new Identity("research-agent", "1", "one"),
                Fixtures.parts(
                        new ScriptedModel(ScriptedModel.says(Fixtures.GOOD)),
                        new ToolBox(List.of()),
                        (reason, detail, probe) -> waits.add(reason)),
                codec,
                TOPICS,
                MAX_BYTES,
                new StageListener() {
                    @Override
                    public void finished(
                            Outcome<?> outcome, Usage usage, @Nullable List<ModelSpend> spend, Provenance provenance) {
                        heard.add(outcome);
                    }
                });
    }

    private static WorkScope scope() {
        return WorkScope.standalone(Duration.ofMinutes(1));
    }

    private byte[] bytes(SpecificRecord record) {
        return codec.encode("research.requests", record);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {7});
        return new ConsumerRecord<>(
                "research.requests",
                3,
                42,
                1_000,
                TimestampType.CREATE_TIME,
                1,
                value == null ? 0 : value.length,
                "other".getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty());
    }

    private ResearchResult result(Outputs outputs) {
        assertThat(outputs.records()).hasSize(2);
        return decoded(outputs.records().getFirst(), "research.results", ResearchResult.class);
    }

    private AgentRun run(Outputs outputs) {
        return decoded(outputs.records().get(1), "agent.runs", AgentRun.class);
    }

    private StageFailed failed(Outputs outputs) {
        return (StageFailed) result(outputs).getOutcome();
    }

    private DeadLetter deadLetter(Outputs outputs) {
        assertThat(outputs.records()).hasSize(1);
        return decoded(outputs.records().getFirst(), "research.dead-letters", DeadLetter.class);
    }

    private <T extends SpecificRecord> T decoded(ProducerRecord<byte[], byte[]> record, String topic, Class<T> type) {
        assertThat(record.topic()).isEqualTo(topic);
        return ((Decoded.Value<T>) codec.decode(topic, record.value(), type)).value();
    }
}
