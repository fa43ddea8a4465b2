package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Decisions of people and of policies on the real stack: budgets that are raised, drafts that are approved, retries, expiry. */
class TriageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void peopleRaiseBudgetsAndApproveDraftsAndAListGoesOnWithMoreBudget() throws Exception {
        Map<String, String> prices = Map.of(
                "leadrelay.model.prompt-micros-per-million-tokens", "150000",
                "leadrelay.model.completion-micros-per-million-tokens", "600000");
        try (Installation installation = Installation.create(
                        "triage", SimulatorSettings.defaults().withFallibility(0), prices)
                .start()) {
            ListSettings usual = installation.listSettings();
            List<Lead> leads = GeneratedLeads.of(1, 4);
            installation.submit(
                    "poor",
                    leads,
                    ListSettings.newBuilder(usual).setMaxTokensPerLead(2_000).build());
            installation.submit(
                    "approval",
                    leads,
                    ListSettings.newBuilder(usual).setRequireApproval(true).build());
            installation.submit(
                    "waiting",
                    leads,
                    ListSettings.newBuilder(usual).setMaxCostMicros(0L).build());

            requireParked(installation, "poor", FailureClass.BUDGET_EXHAUSTED);
            decideAll(installation, "poor", "\"kind\":\"RAISE_BUDGET\",\"raiseTokens\":300000");
            requireEnded(installation, "poor");

            requireParked(installation, "approval", FailureClass.APPROVAL_REQUIRED);
            decideAll(installation, "approval", "\"kind\":\"APPROVE\"");
            requireEnded(installation, "approval");

            assertThat(installation.outcome("waiting").results())
                    .as("nothing is admitted")
                    .isEmpty();
            installation.produce(
                    installation.topics().listCommands(),
                    "waiting",
                    new ListCommand("waiting", ListCommandKind.SET_BUDGET, 4_000_000L, "test", Instant.now()));
            ListProgress progress = requireEnded(installation, "waiting");
            assertThat(progress.getSpentMicros()).isPositive().isLessThanOrEqualTo(4_000_000L);
        }
    }

    @Test
    void noSensitiveCallLeavesBeforeAPersonHasApprovedIt() throws Exception {
        Map<String, String> sensitive =
                Map.of("leadrelay.research.plan", "DIRECT", "leadrelay.research.sensitive-tools", "fetch_page");
        try (Installation installation = Installation.create(
                        "sensitive", SimulatorSettings.defaults().withFallibility(0), sensitive)
                .start()) {
            installation.submit("sensitive", GeneratedLeads.of(9, 3));
            requireParked(installation, "sensitive", FailureClass.APPROVAL_REQUIRED);
            assertThat(calls(installation))
                    .as("what is recorded of calls before the approval")
                    .isNotEmpty()
                    .allSatisfy(call -> {
                        assertThat(call.getOutput()).isNull();
                        assertThat(call.getViolations())
                                .extracting(Violation::getCode)
                                .containsExactly(ToolApproval.CODE);
                    });

            decideAll(installation, "sensitive", "\"kind\":\"APPROVE\"");
            ListProgress progress = requireEnded(installation, "sensitive");
            assertThat(progress.getDelivered() + progress.getDisqualified()).isEqualTo(3);
            assertThat(calls(installation).stream().filter(call -> call.getOutput() != null))
                    .hasSize(3);
        }
    }

    private static List<RunStep> calls(Installation installation) {
        return new TopicRecords(installation)
                .values(installation.topics().agentRuns(), AgentRun.class).stream()
                        .flatMap(run -> run.getSteps().stream())
                        .filter(step -> step.getKind() == RunStepKind.TOOL_CALL
                                && step.getName().equals("fetch_page"))
                        .toList();
    }

    @Test
    void policiesRetryWhatMayPassAndDiscardWhatNobodyDecides() throws Exception {
        Map<String, String> settings = Map.of(
                "leadrelay.research.plan", "DIRECT",
                "leadrelay.dead-letter-handler.retry-delays", "PT1S,PT2S",
                "leadrelay.dead-letter-handler.policy-interval", "PT0.2S",
                "leadrelay.dead-letter-handler.expire-after", "PT15S");
        try (Installation installation = Installation.create(
                        "policy", SimulatorSettings.defaults().withFallibility(0), settings)
                .start()) {
            List<Lead> leads = new ArrayList<>(GeneratedLeads.of(2, 2));
            leads.set(
                    0,
                    Lead.newBuilder(leads.get(0))
                            .setNotes("simulate research=server_error")
                            .build());
            leads.set(
                    1,
                    Lead.newBuilder(leads.get(1))
                            .setNotes("simulate research=refusal")
                            .build());
            installation.submit("policy", leads);
            ListProgress progress = requireEnded(installation, "policy");

            assertThat(progress.getDiscarded()).isEqualTo(2);
            assertThat(installation.outcome("policy").results().values())
                    .allSatisfy(result -> assertThat(result.getReason()).isEqualTo("EXPIRED"));
            List<TriageDecision> decisions = new TopicRecords(installation)
                    .values(installation.topics().triageDecisions(), TriageDecision.class);
            assertThat(decisions)
                    .allSatisfy(decision -> assertThat(decision.getByPolicy()).isTrue());
            assertThat(decisions.stream().map(TriageDecision::getReason))
                    .containsExactlyInAnyOrder(
                            "retry 1 of 2 for MODEL_ERROR", "retry 2 of 2 for MODEL_ERROR", "EXPIRED", "EXPIRED");
            // Three attempts of three tries, and one refusal.
            assertThat(progress.getModelCalls()).isEqualTo(10);
        }
    }

    private static void requireParked(Installation installation, String listId, FailureClass failureClass) {
        installation.awaitSettled(listId, PATIENCE);
        assertThat(installation.outcome(listId).deadLetters().values())
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter.getFailureClass()).isEqualTo(failureClass));
    }

    private static ListProgress requireEnded(Installation installation, String listId) {
        return Awaitility.await(listId + " ends")
                .atMost(PATIENCE)
                .until(() -> installation.awaitSettled(listId, PATIENCE), progress -> {
                    Ledger ledger = installation.ledger(listId, progress);
                    return progress.getComplete() && ledger.balanced() && ledger.parked() == 0;
                });
    }

    private static void decideAll(Installation installation, String listId, String decision) throws Exception {
        for (DeadLetter letter : installation.outcome(listId).deadLetters().values()) {
            Awaitility.await().atMost(PATIENCE).until(() -> decide(installation, letter, decision) == 202);
        }
    }

    /** The handler may not have read the dead letter yet. */
    private static int decide(Installation installation, DeadLetter letter, String decision) throws Exception {
        String url = "http://127.0.0.1:"
                + installation.service("dead-letter-handler").httpPort() + "/dead-letters/"
                + letter.getDeadLetterId() + "/decisions";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{" + decision + ",\"by\":\"ann\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            assertThat(response.statusCode()).as(answer.toString()).isIn(202, 404);
            return response.statusCode();
        }
    }
}
