package dev.leadrelay.orchestrator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.lead.LeadLimits;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadResultFlat;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology with both machines, records in and records out. */
class OrchestratorTopologyTest {
    private static final byte[] POISON = {9, 9, 9};

    @TempDir
    Path stateDir;

    private Pipeline pipeline;

    @BeforeEach
    void open() {
        pipeline = new Pipeline(stateDir);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void bringsALeadThroughAllStages() {
        submit("l", 0, true, "a");
        answerResearch();
        HandoffHeader scoring = one(pipeline.requests(Stage.SCORING));
        pipeline.send(pipeline.topics.results(Stage.SCORING), "l/a", Samples.score(scoring));
        HandoffHeader writing = one(pipeline.requests(Stage.WRITER));
        pipeline.send(pipeline.topics.results(Stage.WRITER), "l/a", Samples.draft(writing));

        LeadResult result = pipeline.only(pipeline.topics.leadResults(), LeadResult.class);
        assertThat(result.getStatus()).isEqualTo(LeadStatus.DELIVERED);
        assertThat(result.getExternalId()).isEqualTo("crm-a");
        assertThat(result.getResearch().getEvidence()).hasSize(1);
        assertThat(result.getScore().getTotal()).isEqualTo(80);
        assertThat(result.getDraft().getBody()).isEqualTo("Hello Ada");
        assertThat(result.getUsage().getModelCalls()).isEqualTo(3);
        LeadResultFlat flat = pipeline.only(pipeline.topics.leadResultsFlat(), LeadResultFlat.class);
        assertThat(flat.getDraftBody()).isEqualTo("Hello Ada");

        ListProgress progress = progress();
        assertThat(progress.getDelivered()).isEqualTo(1);
        assertThat(progress.getComplete()).isTrue();
        assertThat(progress.getBalanced()).isTrue();
        assertThat(pipeline.ledgers.sum(state -> state.getDelivered())).isEqualTo(1);
    }

    @Test
    void namesEveryRecordAndKeepsOneTracePerLead() {
        submit("l", 0, true, "a");
        List<TestRecord<byte[], byte[]>> requests = pipeline.records(pipeline.topics.requests(Stage.RESEARCH));
        assertThat(requests).hasSize(1);
        assertThat(header(requests.getFirst(), "ce_specversion")).isEqualTo("1.0");
        assertThat(header(requests.getFirst(), "ce_type")).isEqualTo("dev.leadrelay.ResearchRequest");
        assertThat(header(requests.getFirst(), "ce_id")).isNotBlank();
        assertThat(header(requests.getFirst(), "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        TestRecord<byte[], byte[]> admitted =
                pipeline.records(pipeline.topics.admitted()).getFirst();
        assertThat(header(admitted, "traceparent")).isEqualTo(header(requests.getFirst(), "traceparent"));
        assertThat(header(admitted, "ce_id")).isNotEqualTo(header(requests.getFirst(), "ce_id"));
    }

    @Test
    void putsPoisonAsideWithItsBytesAndGoesOn() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[] {1});
        pipeline.send(pipeline.topics.lists(), "poisoned", POISON, headers);
        pipeline.send(pipeline.topics.results(Stage.SCORING), "l/a", POISON, new RecordHeaders());
        submit("l", 0, true, "a");

        DeadLetter letter = pipeline.only(pipeline.topics.deadLetters(Stage.LISTS), DeadLetter.class);
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD);
        assertThat(letter.getLeadKey()).isNull();
        assertThat(letter.getOriginal().getValue()).isEqualTo(ByteBuffer.wrap(POISON));
        assertThat(letter.getOriginal().getTopic()).isEqualTo("leads.lists");
        assertThat(letter.getOriginal().getKey()).isEqualTo(bytes("poisoned"));
        assertThat(letter.getOriginal().getHeaders())
                .singleElement()
                .satisfies(h -> assertThat(h.getName()).isEqualTo("h"));
        assertThat(pipeline.only(pipeline.topics.deadLetters(Stage.SCORING), DeadLetter.class)
                        .getFailureClass())
                .isEqualTo(FailureClass.MALFORMED_RECORD);
        assertThat(pipeline.requests(Stage.RESEARCH)).hasSize(1);
        assertThat(pipeline.count("leadrelay.dead.letters")).isEqualTo(2);
    }

    @Test
    void refusesAPartThatNoOwnerCouldWorkOn() {
        submit("with/slash", 0, true, "a");
        submit("l", 0, true, " ");

        List<DeadLetter> letters = pipeline.read(pipeline.topics.deadLetters(Stage.LISTS), DeadLetter.class);
        assertThat(letters)
                .hasSize(2)
                .allSatisfy(l -> assertThat(l.getFailureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION))
                .allSatisfy(l -> assertThat(l.getOriginal().getValue()).isNotNull());
        assertThat(pipeline.requests(Stage.RESEARCH)).isEmpty();
    }

    @Test
    void takesADuplicatePartInOnce() {
        submit("l", 0, true, "a", "b");
        submit("l", 0, true, "a", "b");

        assertThat(pipeline.requests(Stage.RESEARCH)).hasSize(2);
        assertThat(pipeline.read(pipeline.topics.deadLetters(Stage.LISTS), DeadLetter.class))
                .isEmpty();
        assertThat(progress().getAccepted()).isEqualTo(2);
    }

    @Test
    void refusesAPartOfTheSameNumberWithOtherContent() {
        submit("l", 0, true, "a", "b");
        submit("l", 0, true, "a", "c", "d");

        DeadLetter letter = pipeline.only(pipeline.topics.deadLetters(Stage.LISTS), DeadLetter.class);
        assertThat(letter.getOriginal().getTopic()).isEqualTo("leads.lists");
        assertThat(letter.getOriginal().getOffset()).isEqualTo(1);
        ListProgress progress = progress();
        assertThat(progress.getAccepted()).isEqualTo(2);
        assertThat(progress.getUnattributed()).isEqualTo(3);
        assertThat(progress.getBalanced()).isTrue();
    }

    @Test
    void sendsARecordOnToThePartitionOfItsKeyOnce() {
        // The driver knows partition 0 only: with twelve, most keys live elsewhere, and a record sent on comes back
        // here.
        try (Pipeline many = new Pipeline(
                stateDir.resolve("many"), 12, LeadLimits.defaults(), new Pipeline.AcceptingGates(), 1_048_576)) {
            HandoffHeader header = foreignHeader();
            many.send(many.topics.results(Stage.RESEARCH), "l/a", Samples.research(header));

            assertThat(many.count("leadrelay.records.forwarded")).isEqualTo(1);
            DeadLetter letter = many.only(many.topics.deadLetters(Stage.RESEARCH), DeadLetter.class);
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION);
            assertThat(letter.getOriginal().getHeaders())
                    .anySatisfy(h -> assertThat(h.getName()).isEqualTo(HandoffHeaders.FORWARDED));
        }
    }

    @Test
    void parksAFailureAndTriesAgainWhenAPersonSaysSo() {
        submit("l", 0, true, "a");
        HandoffHeader first = one(pipeline.requests(Stage.RESEARCH));
        pipeline.send(
                pipeline.topics.results(Stage.RESEARCH), "l/a", Samples.failed(first, FailureClass.MODEL_REFUSED));
        DeadLetter letter = pipeline.only(pipeline.topics.deadLetters(Stage.RESEARCH), DeadLetter.class);
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MODEL_REFUSED);
        assertThat(letter.getLeadKey()).isEqualTo("l/a");
        assertThat(progress().getParked()).isEqualTo(1);

        decide(letter, DecisionKind.RETRY, null);

        assertThat(pipeline.only(pipeline.topics.triageOutcomes(), TriageOutcome.class)
                        .getOutcome())
                .isEqualTo(OutcomeKind.APPLIED);
        pipeline.pass(Duration.ofSeconds(1));
        HandoffHeader second = one(pipeline.requests(Stage.RESEARCH));
        assertThat(second.getAttempt()).isEqualTo(2);
        pipeline.send(pipeline.topics.results(Stage.RESEARCH), "l/a", Samples.research(second));
        assertThat(pipeline.requests(Stage.SCORING)).hasSize(1);
    }

    @Test
    void discardsAParkedLead() {
        submit("l", 0, true, "a");
        HandoffHeader first = one(pipeline.requests(Stage.RESEARCH));
        pipeline.send(
                pipeline.topics.results(Stage.RESEARCH), "l/a", Samples.failed(first, FailureClass.MODEL_REFUSED));
        decide(
                pipeline.only(pipeline.topics.deadLetters(Stage.RESEARCH), DeadLetter.class),
                DecisionKind.DISCARD,
                "no use");

        assertThat(pipeline.only(pipeline.topics.leadResults(), LeadResult.class)
                        .getStatus())
                .isEqualTo(LeadStatus.DISCARDED);
        ListProgress progress = progress();
        assertThat(progress.getDiscarded()).isEqualTo(1);
        assertThat(progress.getComplete()).isTrue();
    }

    @Test
    void cancelEndsQueuedAndActiveLeads() {
        String[] ids = new String[120];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "lead" + i;
        }
        submit("l", 0, true, ids);
        List<HandoffHeader> active = pipeline.requests(Stage.RESEARCH);
        assertThat(active).hasSizeBetween(50, 119);
        pipeline.send(
                pipeline.topics.listCommands(),
                "l",
                new ListCommand("l", ListCommandKind.CANCEL, null, "test", Samples.START));
        pipeline.pass(Duration.ofSeconds(2));

        List<LeadResult> ended = new ArrayList<>(pipeline.read(pipeline.topics.leadResults(), LeadResult.class));
        assertThat(ended).hasSize(120 - active.size());
        for (HandoffHeader header : active) {
            pipeline.send(pipeline.topics.results(Stage.RESEARCH), "l/" + header.getLeadId(), Samples.research(header));
        }
        ended.addAll(pipeline.read(pipeline.topics.leadResults(), LeadResult.class));
        assertThat(ended).hasSize(120).allSatisfy(r -> assertThat(r.getStatus()).isEqualTo(LeadStatus.DISCARDED));
        assertThat(progress().getComplete()).isTrue();
    }

    @Test
    void givesALostRequestUpOnlyAfterItWasOvertakenAndTheDeadlinePassed() {
        LeadLimits limits =
                new LeadLimits(Duration.ofMinutes(2), Duration.ofDays(13), Duration.ofDays(89), Duration.ofDays(14));
        try (Pipeline quick =
                new Pipeline(stateDir.resolve("quick"), 1, limits, new Pipeline.AcceptingGates(), 1_048_576)) {
            quick.send(quick.topics.lists(), "l", Samples.list("l", 0, false, "lost"));
            HandoffHeader lost = one(quick.requests(Stage.RESEARCH));
            passMinutes(quick, 10);
            assertThat(quick.read(quick.topics.deadLetters(Stage.RESEARCH), DeadLetter.class))
                    .isEmpty();

            quick.send(quick.topics.lists(), "l", Samples.list("l", 1, true, "later"));
            HandoffHeader later = one(quick.requests(Stage.RESEARCH));
            quick.send(quick.topics.results(Stage.RESEARCH), "l/later", Samples.research(later));
            passMinutes(quick, 3);

            DeadLetter letter = quick.only(quick.topics.deadLetters(Stage.RESEARCH), DeadLetter.class);
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.STAGE_TIMEOUT);
            assertThat(letter.getLeadId()).isEqualTo("lost");

            quick.send(quick.topics.results(Stage.RESEARCH), "l/lost", Samples.research(lost));
            assertThat(quick.read(quick.topics.triageOutcomes(), TriageOutcome.class))
                    .singleElement()
                    .satisfies(o -> assertThat(o.getOutcome()).isEqualTo(OutcomeKind.SUPERSEDED));
        }
    }

    @Test
    void anOutageOfAStageParksNobody() {
        LeadLimits limits =
                new LeadLimits(Duration.ofMinutes(2), Duration.ofDays(13), Duration.ofDays(89), Duration.ofDays(14));
        try (Pipeline quick =
                new Pipeline(stateDir.resolve("outage"), 1, limits, new Pipeline.AcceptingGates(), 1_048_576)) {
            quick.send(quick.topics.lists(), "l", Samples.list("l", 0, false, "lost"));
            quick.pass(Duration.ofSeconds(1));
            quick.requests(Stage.RESEARCH);
            quick.send(quick.topics.lists(), "l", Samples.list("l", 1, true, "later"));
            HandoffHeader later = one(quick.requests(Stage.RESEARCH));
            quick.send(quick.topics.results(Stage.RESEARCH), "l/later", Samples.research(later));
            quick.agents.healthy = false;
            passMinutes(quick, 30);

            assertThat(quick.read(quick.topics.deadLetters(Stage.RESEARCH), DeadLetter.class))
                    .isEmpty();
        }
    }

    @Test
    void parksALeadWhoseRequestIsTooLargeToSendAndGoesOn() {
        try (Pipeline small = new Pipeline(
                stateDir.resolve("small"), 1, LeadLimits.defaults(), new Pipeline.AcceptingGates(), 8_192)) {
            small.send(small.topics.lists(), "l", Samples.list("l", 0, true, "a", "b"));
            List<HandoffHeader> requests = small.requests(Stage.RESEARCH);
            small.send(
                    small.topics.results(Stage.RESEARCH),
                    "l/" + requests.get(0).getLeadId(),
                    Samples.research(requests.get(0), "x".repeat(6_000)));
            small.send(
                    small.topics.results(Stage.RESEARCH),
                    "l/" + requests.get(1).getLeadId(),
                    Samples.research(requests.get(1)));

            DeadLetter letter = small.only(small.topics.deadLetters(Stage.RESEARCH), DeadLetter.class);
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.INTERNAL);
            assertThat(letter.getLeadId()).isEqualTo(requests.get(0).getLeadId());
            assertThat(one(small.requests(Stage.SCORING)).getLeadId())
                    .isEqualTo(requests.get(1).getLeadId());
        }
    }

    @Test
    void aFailureInTheListMachineIsADeadLetterAndTheNextLeadGoesOn() {
        pipeline.driver
                .<Bytes, byte[]>getKeyValueStore(ListProcessor.STORE)
                .put(ListKeys.lead("l", "a"), new byte[] {1, 2, 3});
        submit("l", 0, true, "a", "b");

        DeadLetter letter = pipeline.only(pipeline.topics.deadLetters(Stage.LISTS), DeadLetter.class);
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.INTERNAL);
        assertThat(letter.getOriginal().getValue()).isNotNull();
        assertThat(one(pipeline.requests(Stage.RESEARCH)).getLeadId()).isEqualTo("b");
        assertThat(progress().getUnattributed()).isEqualTo(1);
    }

    @Test
    void anAnswerForAnUnknownLeadIsADeadLetterOutsideTheLedger() {
        pipeline.send(pipeline.topics.results(Stage.RESEARCH), "l/a", Samples.research(foreignHeader()));

        DeadLetter letter = pipeline.only(pipeline.topics.deadLetters(Stage.RESEARCH), DeadLetter.class);
        assertThat(letter.getOriginal().getValue()).isNotNull();
        assertThat(pipeline.read(pipeline.topics.ended(), dev.leadrelay.schemas.records.LeadEnded.class))
                .isEmpty();
    }

    @Test
    void forgetsACompleteListAfterItsTime() {
        submit("l", 0, true, "a");
        HandoffHeader first = one(pipeline.requests(Stage.RESEARCH));
        pipeline.send(
                pipeline.topics.results(Stage.RESEARCH), "l/a", Samples.failed(first, FailureClass.MODEL_REFUSED));
        decide(
                pipeline.only(pipeline.topics.deadLetters(Stage.RESEARCH), DeadLetter.class),
                DecisionKind.DISCARD,
                "no use");
        assertThat(progress().getComplete()).isTrue();
        pipeline.pass(Duration.ofDays(15));
        pipeline.pass(Duration.ofMinutes(2));

        assertThat(keys(ListProcessor.STORE)).isEmpty();
    }

    private void submit(String listId, int part, boolean last, String... leadIds) {
        pipeline.send(pipeline.topics.lists(), listId, Samples.list(listId, part, last, leadIds));
    }

    private void answerResearch() {
        HandoffHeader header = one(pipeline.requests(Stage.RESEARCH));
        pipeline.send(pipeline.topics.results(Stage.RESEARCH), "l/a", Samples.research(header));
    }

    private void decide(DeadLetter letter, DecisionKind kind, String reason) {
        TriageDecision decision = TriageDecision.newBuilder()
                .setDecisionId("d-" + letter.getDeadLetterId())
                .setDeadLetterId(letter.getDeadLetterId())
                .setLeadKey(letter.getLeadKey())
                .setListId(letter.getListId())
                .setLeadId(letter.getLeadId())
                .setStage(letter.getStage())
                .setAttempt(letter.getAttempt())
                .setKind(kind)
                .setReason(reason)
                .setDecidedBy("tester")
                .setByPolicy(false)
                .setDecidedAt(Samples.START)
                .build();
        pipeline.send(pipeline.topics.triageDecisions(), letter.getLeadKey(), decision);
    }

    private ListProgress progress() {
        pipeline.pass(Duration.ofSeconds(2));
        return pipeline.read(pipeline.topics.progress(), ListProgress.class).getLast();
    }

    private List<String> keys(String store) {
        List<String> keys = new ArrayList<>();
        pipeline.driver
                .<Bytes, byte[]>getKeyValueStore(store)
                .all()
                .forEachRemaining(entry -> keys.add(entry.key.toString()));
        return keys;
    }

    private static void passMinutes(Pipeline pipeline, int minutes) {
        for (int i = 0; i < minutes * 6; i++) {
            pipeline.pass(Duration.ofSeconds(10));
        }
    }

    private static HandoffHeader foreignHeader() {
        return new HandoffHeader("h", "l", "a", Stage.RESEARCH, 1, Samples.START, 1_000L, 1_000L, 1, "", List.of());
    }

    private static <T> T one(List<T> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.getHeaders().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
