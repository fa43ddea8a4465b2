package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.validation.Waivers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** People correct what was rejected, on the real stack: an edited draft is accepted, edited leads are asked about again. */
class EditAndAcceptTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIST = "corrected";

    @Test
    void correctedDraftsAndLeadsAreDelivered() throws Exception {
        Map<String, String> settings = Map.of("leadrelay.research.plan", "DIRECT");
        try (Installation installation = Installation.create(
                        "edits", SimulatorSettings.defaults().withFallibility(0), settings)
                .start()) {
            List<Lead> generated = GeneratedLeads.of(3, 10);
            Lead whole = generated.get(2);
            Lead poor = Lead.newBuilder(whole)
                    .setCompany(null)
                    .setCompanyDomain(null)
                    .setWebsite(null)
                    .setEmail(null)
                    .build();
            Lead refused = with(generated.get(8), "simulate research=refusal");
            Lead unfinished = with(generated.get(9), "simulate writer=placeholder");
            installation.submit(LIST, List.of(poor, refused, unfinished));
            installation.awaitSettled(LIST, PATIENCE);

            retryWholeLead(installation, parked(installation, poor), whole);
            retryWithoutNotes(installation, parked(installation, refused));
            acceptEditedDraft(installation, parked(installation, unfinished));

            requireAllDelivered(installation);
            LeadResult corrected = result(installation, whole);
            assertThat(corrected.getLead().getEmail()).isEqualTo(whole.getEmail());
            assertThat(corrected.getExternalId()).isEqualTo(whole.getExternalId());
            assertThat(result(installation, refused).getLead().getNotes()).isNull();
            requireAccepted(result(installation, unfinished));
        }
    }

    private static void retryWholeLead(Installation installation, DeadLetter letter, Lead whole) throws Exception {
        assertThat(letter.getStage()).isEqualTo(Stage.LISTS);
        assertThat(letter.getViolations()).extracting(Violation::getCode).contains("lead.incomplete");
        ObjectNode input = (ObjectNode) shown(installation, letter).get("request");
        input.put("company", whole.getCompany())
                .put("companyDomain", whole.getCompanyDomain())
                .put("email", "no address");
        assertThat(post(
                                installation,
                                letter,
                                "check",
                                body("RETRY_EDITED", "input", input.deepCopy().put("email", 5)),
                                200)
                        .at("/violations/0/path")
                        .asText())
                .isEqualTo("/email");
        input.put("email", whole.getEmail());
        post(installation, letter, "decisions", body("RETRY_EDITED", "input", input), 202);
    }

    private static void retryWithoutNotes(Installation installation, DeadLetter letter) throws Exception {
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MODEL_REFUSED);
        ObjectNode input = (ObjectNode) shown(installation, letter).get("request");
        ((ObjectNode) input.get("lead")).putNull("notes");
        post(installation, letter, "decisions", body("RETRY_EDITED", "input", input), 202);
    }

    private static void acceptEditedDraft(Installation installation, DeadLetter letter) throws Exception {
        assertThat(letter.getStage()).isEqualTo(Stage.WRITER);
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.OUTPUT_REJECTED);
        ObjectNode draft = (ObjectNode) shown(installation, letter).get("candidate");
        ObjectNode unedited = JSON.createObjectNode().put("kind", "ACCEPT").put("by", "ann");
        assertThat(post(installation, letter, "decisions", unedited, 409)
                        .get("error")
                        .asText())
                .contains("draft.placeholder");

        String body = draft.get("body").asText();
        draft.put(
                "body",
                body.replaceAll("[^.!?\\n]*(\\[[^]]*]|\\{\\{[^}]*}})[^.!?\\n]*[.!?]?", "")
                        .strip());
        assertThat(draft.get("body").asText()).isNotEqualTo(body);
        JsonNode checked = post(installation, letter, "check", body("ACCEPT", "candidate", draft), 200);
        assertThat(checked.at("/diff/0/path").asText()).isEqualTo("/body");
        ObjectNode accept = body("ACCEPT", "candidate", draft);
        checked.get("violations").forEach(violation -> {
            if (!violation.get("severity").asText().equals("WARN")) {
                assertThat(violation.get("waivable").asBoolean())
                        .as(violation.toString())
                        .isTrue();
                accept.withArray("waive").add(violation.get("code").asText());
            }
        });
        post(installation, letter, "decisions", accept, 202);
    }

    private static void requireAccepted(LeadResult result) {
        assertThat(result.getDraft()).isNotNull();
        Verdict verdict = result.getVerdicts().getLast();
        assertThat(verdict.getPassed()).isTrue();
        assertThat(verdict.getViolations()).extracting(Violation::getCode).contains(Waivers.ACCEPTED);
        Provenance provenance = result.getProvenance().getLast();
        assertThat(provenance.getDecidedBy()).isEqualTo("ann");
        assertThat(provenance.getAgent()).isEqualTo("writer-agent");
        assertThat(result.getSimulated()).isTrue();
    }

    private static void requireAllDelivered(Installation installation) {
        Awaitility.await("everything is delivered").atMost(PATIENCE).untilAsserted(() -> {
            ListProgress progress = installation.awaitSettled(LIST, PATIENCE);
            Ledger ledger = installation.ledger(LIST, progress);
            assertThat(progress.getDelivered()).isEqualTo(3);
            assertThat(ledger.balanced()).isTrue();
            assertThat(ledger.parked()).isZero();
        });
    }

    private static LeadResult result(Installation installation, Lead lead) {
        String key = Identifiers.leadKey(LIST, lead.getLeadId());
        LeadResult result = installation.outcome(LIST).results().get(key);
        assertThat(result).as(key).isNotNull();
        assertThat(result.getStatus()).isEqualTo(LeadStatus.DELIVERED);
        return Objects.requireNonNull(result);
    }

    private static DeadLetter parked(Installation installation, Lead lead) {
        String key = Identifiers.leadKey(LIST, lead.getLeadId());
        return installation.outcome(LIST).deadLetters().values().stream()
                .filter(letter -> key.equals(letter.getLeadKey()))
                .findFirst()
                .orElseThrow();
    }

    private static Lead with(Lead lead, String notes) {
        return Lead.newBuilder(lead).setNotes(notes).build();
    }

    private static ObjectNode body(String kind, String field, JsonNode value) {
        ObjectNode body = JSON.createObjectNode().put("kind", kind).put("by", "ann");
        body.set(field, value);
        return body;
    }

    /** The handler may not have read the dead letter yet. */
    private static JsonNode shown(Installation installation, DeadLetter letter) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> send(installation, letter, "", null), response -> response.statusCode() == 200)
                .body();
    }

    private static JsonNode post(
            Installation installation, DeadLetter letter, String what, ObjectNode body, int expected) throws Exception {
        Response response = send(installation, letter, "/" + what, body.toString());
        assertThat(response.statusCode()).as(response.body().toString()).isEqualTo(expected);
        return response.body();
    }

    private record Response(int statusCode, JsonNode body) {}

    private static Response send(Installation installation, DeadLetter letter, String what, String body)
            throws Exception {
        String url = "http://127.0.0.1:"
                + installation.service("dead-letter-handler").httpPort() + "/dead-letters/"
                + letter.getDeadLetterId() + what;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    body == null
                            ? request.build()
                            : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Response(response.statusCode(), JSON.readTree(response.body()));
        }
    }
}
