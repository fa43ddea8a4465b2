package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.HopLimit;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.FaultyAgent;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The rows of the failure table against the real stack: a lead asks the simulator for a fault, and ends as the table declares, with
 * as many model calls, their cost in the books, and a run log.
 */
class FailureTableTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** In another test: crash loops. */
    private static final Set<FailureClass> ELSEWHERE = EnumSet.of(FailureClass.UNKNOWN, FailureClass.CRASH_LOOP);

    private static final Set<FailureClass> SHOWN = EnumSet.noneOf(FailureClass.class);

    /**
     * A row that a lead can ask for.
     *
     * @param notes of the lead
     * @param calls of the stage that fails
     */
    private record Row(String notes, Stage stage, FailureClass failureClass, int calls) {}

    private static final List<Row> ROWS = List.of(
            new Row("simulate research=server_error", Stage.RESEARCH, FailureClass.MODEL_ERROR, 3),
            new Row("simulate research=hang", Stage.RESEARCH, FailureClass.MODEL_TIMEOUT, 3),
            new Row("simulate writer=rate_limited", Stage.WRITER, FailureClass.MODEL_RATE_LIMITED, 7),
            new Row("simulate research=request_rejected", Stage.RESEARCH, FailureClass.MODEL_REQUEST_REJECTED, 1),
            new Row("simulate research=context_overflow", Stage.RESEARCH, FailureClass.CONTEXT_OVERFLOW, 2),
            new Row("simulate research=refusal", Stage.RESEARCH, FailureClass.MODEL_REFUSED, 1),
            new Row("simulate research=truncated_json", Stage.RESEARCH, FailureClass.MALFORMED_OUTPUT, 3),
            new Row("simulate scoring=fenced_json", Stage.SCORING, FailureClass.MALFORMED_OUTPUT, 3),
            new Row("simulate writer=wrong_fields", Stage.WRITER, FailureClass.MALFORMED_OUTPUT, 3),
            new Row("simulate writer=placeholder", Stage.WRITER, FailureClass.OUTPUT_REJECTED, 3),
            new Row("simulate research=invented_evidence", Stage.RESEARCH, FailureClass.UNGROUNDED, 3),
            new Row("simulate scoring=flipped_level", Stage.SCORING, FailureClass.LOW_CONFIDENCE, 3),
            new Row("simulate scoring=hang", Stage.SCORING, FailureClass.STAGE_TIMEOUT, 1));

    @AfterAll
    static void everyClassWasShown() {
        assertThat(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)))
                .as("classes of the table, shown here")
                .containsExactlyInAnyOrderElementsOf(SHOWN);
    }

    @Test
    void aLeadEndsAsTheTableDeclares() throws Exception {
        SimulatorSettings simulator =
                SimulatorSettings.defaults().withFallibility(0).withHang(Duration.ofSeconds(20));
        Map<String, String> settings = Map.of(
                "leadrelay.research.plan", "DIRECT",
                "leadrelay.model.prompt-micros-per-million-tokens", "1000000",
                "leadrelay.model.completion-micros-per-million-tokens", "2000000");
        try (Installation installation = Installation.create("table", simulator, settings)) {
            // Every score is asked for three times, and has to be undisputed.
            installation.changeProfile(
                    "{bar: 0.6, votes: 3, nearThreshold: 3}", "{bar: 0.99, votes: 3, nearThreshold: 50}");
            installation.start("orchestrator", "dead-letter-handler", "writer-agent");
            installation.startAnother("research-agent", Map.of("leadrelay.model.timeout", "PT1S"));
            installation.startAnother("scoring-agent", Map.of("leadrelay.agent.time-limit", "PT4S"));
            List<Lead> leads = new ArrayList<>(GeneratedLeads.of(3, ROWS.size() + 1));
            Map<String, Row> rows = new HashMap<>();
            for (int i = 0; i < ROWS.size(); i++) {
                leads.set(
                        i,
                        Lead.newBuilder(leads.get(i))
                                .setNotes(ROWS.get(i).notes)
                                .build());
                rows.put(Identifiers.leadKey("rows", leads.get(i).getLeadId()), ROWS.get(i));
            }
            installation.submit("rows", leads);
            ListProgress progress = installation.awaitSettled("rows", PATIENCE);

            Ledger ledger = installation.ledger("rows", progress);
            assertThat(ledger.balanced()).isTrue();
            Map<String, List<AgentRun>> runs = runs(installation);
            ListOutcome outcome = installation.outcome("rows");
            assertThat(outcome.deadLetters().values())
                    .extracting(letter -> rows.get(letter.getLeadKey()).notes)
                    .containsExactlyInAnyOrderElementsOf(
                            ROWS.stream().map(Row::notes).toList());
            outcome.deadLetters().values().forEach(letter -> requireRow(rows.get(letter.getLeadKey()), letter, runs));
            assertThat(cost(runs)).as("every run's cost is in the ledger").isEqualTo(ledger.costMicros());
        }
    }

    private static void requireRow(Row row, DeadLetter letter, Map<String, List<AgentRun>> runs) {
        assertThat(letter.getFailureClass())
                .as(row + ": " + letter.getMessage())
                .isEqualTo(row.failureClass);
        assertThat(letter.getStage()).as(row.toString()).isEqualTo(row.stage);
        assertThat(letter.getUsage().getModelCalls()).as(row.toString()).isEqualTo(row.calls);
        AgentRun run = requireRun(letter, runs);
        assertThat(run.getUsage()).as(row.toString()).isEqualTo(letter.getUsage());
        System.out.printf(
                "FailureTableTest: %-36s %-8s %-22s %d calls, cost %d micros%n",
                row.notes,
                row.stage,
                row.failureClass,
                row.calls,
                run.getUsage().getCostMicros());
        SHOWN.add(row.failureClass);
    }

    private static AgentRun requireRun(DeadLetter letter, Map<String, List<AgentRun>> runs) {
        AgentRun run = runs.getOrDefault(letter.getLeadKey(), List.of()).stream()
                .filter(each -> each.getRunId().equals(letter.getRunId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no run log of " + letter));
        assertThat(run.getExit()).isEqualTo(RunExit.FAILED);
        assertThat(run.getFailureClass()).isEqualTo(letter.getFailureClass());
        long spend = run.getSpend().stream()
                .mapToLong(each -> each.getUsage().getCostMicros())
                .sum();
        assertThat(spend).isEqualTo(run.getUsage().getCostMicros());
        return run;
    }

    @Test
    void whatNoModelCausesEndsAsTheTableDeclares() throws Exception {
        FaultyAgent agent = new FaultyAgent();
        try (Installation installation = Installation.create("tools")) {
            installation.start("orchestrator", "scoring-agent", "writer-agent");
            installation.start("research-agent", Map.of(), agent::create);
            Map<String, FailureClass> wanted = Map.of(
                    "tool=failed", FailureClass.TOOL_FAILED,
                    "tool=drift", FailureClass.TOOL_CONTRACT_DRIFT,
                    "agent=broken", FailureClass.INTERNAL,
                    "simulate planning=same_call", FailureClass.LOOP_DETECTED);
            List<Lead> leads = new ArrayList<>(GeneratedLeads.of(4, wanted.size()));
            Map<String, FailureClass> byKey = new HashMap<>();
            int i = 0;
            for (Map.Entry<String, FailureClass> each : wanted.entrySet()) {
                leads.set(
                        i, Lead.newBuilder(leads.get(i)).setNotes(each.getKey()).build());
                byKey.put(Identifiers.leadKey("tools", leads.get(i++).getLeadId()), each.getValue());
            }
            installation.submit("tools", leads);
            ListProgress progress = installation.awaitSettled("tools", PATIENCE);

            assertThat(installation.ledger("tools", progress).balanced()).isTrue();
            Map<String, List<AgentRun>> runs = runs(installation);
            assertThat(installation.outcome("tools").deadLetters().values())
                    .hasSize(wanted.size())
                    .allSatisfy(letter -> {
                        assertThat(letter.getFailureClass())
                                .as(letter.getMessage())
                                .isEqualTo(byKey.get(letter.getLeadKey()));
                        requireRun(letter, runs);
                        SHOWN.add(letter.getFailureClass());
                    });
            assertThat(agent.failures).as("tries of the tool").hasValue(3);
            tooManyHandOversAreALoop(installation);
            aLostToolParksNobody(installation, agent);
        }
    }

    private static void aLostToolParksNobody(Installation installation, FaultyAgent agent) {
        agent.lost.set(true);
        List<Lead> leads = GeneratedLeads.of(10, 5).stream()
                .map(lead -> Lead.newBuilder(lead).setNotes("tool=fine").build())
                .toList();
        installation.submit("lost", leads);
        Awaitility.await("the agent pauses")
                .atMost(PATIENCE)
                .until(() -> new TopicRecords(installation)
                        .values(installation.topics().agentStatus(), AgentStatus.class).stream()
                                .anyMatch(status -> status.getState() == AgentState.PAUSED
                                        && String.valueOf(status.getReason()).contains("the tool fetch_page")));
        assertThat(installation.outcome("lost").deadLetters()).isEmpty();

        agent.lost.set(false);
        installation.awaitSettled("lost", PATIENCE);
        assertThat(installation.outcome("lost").deadLetters().values())
                .hasSize(leads.size())
                .allSatisfy(letter -> assertThat(letter.getFailureClass())
                        .as("with its tool back, each lead got to what the agent does next")
                        .isEqualTo(FailureClass.MODEL_REFUSED));
        SHOWN.add(FailureClass.DEPENDENCY_UNAVAILABLE);
    }

    /** Nobody but somebody's own orchestrator would send such a request. */
    private static void tooManyHandOversAreALoop(Installation installation) {
        Lead lead = GeneratedLeads.of(5, 1).getFirst();
        String key = Identifiers.leadKey("by-hand", lead.getLeadId());
        installation.produce(
                installation.topics().requests(Stage.RESEARCH),
                key,
                request(installation, key, lead, HopLimit.MOST_HOPS + 1));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(new TopicRecords(installation)
                                .values(installation.topics().results(Stage.RESEARCH), ResearchResult.class).stream()
                                        .filter(result ->
                                                result.getHeader().getListId().equals("by-hand")))
                        .singleElement()
                        .satisfies(result -> assertThat(((StageFailed) result.getOutcome()).getFailureClass())
                                .isEqualTo(FailureClass.LOOP_DETECTED)));
    }

    @Test
    void whatTheListAsksForEndsAsTheTableDeclares() throws Exception {
        try (Installation installation = Installation.create("lists").start()) {
            List<Lead> leads = GeneratedLeads.of(6, 3);
            ListSettings approval = ListSettings.newBuilder(installation.listSettings())
                    .setRequireApproval(true)
                    .build();
            ListSettings poor = ListSettings.newBuilder(installation.listSettings())
                    .setMaxTokensPerLead(2_000)
                    .build();
            installation.submit("approval", leads, approval);
            installation.submit("poor", leads, poor);
            requireAll(installation, "approval", FailureClass.APPROVAL_REQUIRED);
            requireAll(installation, "poor", FailureClass.BUDGET_EXHAUSTED);

            // Another attempt than the first, by a header that no stage may answer, and bytes that are none.
            Lead lead = GeneratedLeads.of(7, 1).getFirst();
            HandoffHeader wrong = HandoffHeader.newBuilder(
                            request(installation, "by-hand/x", lead, 1).getHeader())
                    .setStage(Stage.WRITER)
                    .build();
            ResearchRequest request = ResearchRequest.newBuilder(request(installation, "by-hand/x", lead, 1))
                    .setHeader(wrong)
                    .build();
            installation.produce(installation.topics().requests(Stage.RESEARCH), "by-hand/x", request);
            installation.produceBytes(
                    installation.topics().requests(Stage.RESEARCH).name(), null, "by-hand/y", new byte[] {1, 2, 3});
            for (FailureClass each : List.of(FailureClass.CONTRACT_VIOLATION, FailureClass.MALFORMED_RECORD)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(new TopicRecords(installation)
                                        .deadLetters(Stage.RESEARCH).stream()
                                                .filter(letter -> letter.getFailureClass() == each))
                                .singleElement()
                                .satisfies(letter ->
                                        assertThat(letter.getOriginal()).isNotNull()));
                SHOWN.add(each);
            }
        }
    }

    private static void requireAll(Installation installation, String listId, FailureClass failureClass) {
        ListProgress progress = installation.awaitSettled(listId, PATIENCE);
        Ledger ledger = installation.ledger(listId, progress);
        assertThat(ledger.balanced()).isTrue();
        assertThat(installation.outcome(listId).deadLetters().values())
                .as(ledger.toString())
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter.getFailureClass())
                        .as(letter.getMessage())
                        .isEqualTo(failureClass));
        SHOWN.add(failureClass);
    }

    @Test
    void anOutageAndAnAccountWithoutCreditParkNobody() throws Exception {
        Map<String, String> settings = Map.of("leadrelay.agent.probe-interval", "PT0.2S");
        try (ModelSimulator second =
                        ModelSimulator.start(SimulatorSettings.defaults().withFallibility(0));
                Installation installation = Installation.create(
                        "outage", SimulatorSettings.defaults().withFallibility(0), settings)) {
            installation.simulator().setDown(true);
            installation.start("orchestrator", "research-agent", "scoring-agent");
            // The writer's first provider has no credit left; the second is asked instead.
            installation.startAnother(
                    "writer-agent",
                    Map.of(
                            "leadrelay.model.fallback-url",
                            "http://127.0.0.1:" + second.port() + "/v1",
                            "leadrelay.model.fallback-name",
                            ModelSimulator.MODEL));
            List<Lead> leads = GeneratedLeads.of(8, 20).stream()
                    .map(lead -> Lead.newBuilder(lead)
                            .setNotes("simulate writer=out_of_credit")
                            .build())
                    .toList();
            installation.submit("outage", leads);
            Awaitility.await("the agent pauses")
                    .atMost(PATIENCE)
                    .until(() -> installation.simulator().stats().probes() > 5);
            long during = installation.simulator().stats().unavailable();
            assertThat(during).as("calls of twenty leads in an outage").isLessThanOrEqualTo(20);
            assertThat(installation.outcome("outage").deadLetters()).isEmpty();
            installation.simulator().setDown(false);

            // Both know the wish, so nobody writes for these leads; the agent pauses instead of parking them.
            Awaitility.await("the writer pauses")
                    .atMost(PATIENCE)
                    .until(() -> second.stats().injected().values().stream().anyMatch(count -> count > 0));
            assertThat(new TopicRecords(installation).deadLetters(Stage.WRITER)).isEmpty();
            SHOWN.add(FailureClass.MODEL_UNAVAILABLE);
            SHOWN.add(FailureClass.MODEL_QUOTA);
        }
    }

    private static ResearchRequest request(Installation installation, String key, Lead lead, int hop) {
        String handoffId = Identifiers.handoffId(key, Stage.RESEARCH, 1);
        return ResearchRequest.newBuilder()
                .setHeader(HandoffHeader.newBuilder()
                        .setHandoffId(handoffId)
                        .setListId("by-hand")
                        .setLeadId(lead.getLeadId())
                        .setStage(Stage.RESEARCH)
                        .setAttempt(1)
                        .setIssuedAt(Instant.now())
                        .setBudgetTokens(200_000)
                        .setBudgetCostMicros(200_000)
                        .setHop(hop)
                        .setLineage(Identifiers.lineage("", handoffId))
                        .build())
                .setLead(lead)
                .setSettings(installation.listSettings())
                .build();
    }

    private static Map<String, List<AgentRun>> runs(Installation installation) {
        return new TopicRecords(installation)
                .values(installation.topics().agentRuns(), AgentRun.class).stream()
                        .collect(Collectors.groupingBy(run -> Identifiers.leadKey(run.getHeader())));
    }

    private static long cost(Map<String, List<AgentRun>> runs) {
        return runs.values().stream()
                .flatMap(List::stream)
                .mapToLong(run -> run.getUsage().getCostMicros())
                .sum();
    }
}
