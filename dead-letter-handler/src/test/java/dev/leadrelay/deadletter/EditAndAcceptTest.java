package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.schemas.serde.Decoded;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RETRY_EDITED and ACCEPT over HTTP, with the real gates. */
class EditAndAcceptTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECISIONS = Samples.TOPICS.triageDecisions().name();

    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore(), new DecisionCheck(GateSamples.GATES));
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Nested
    class AnEdit {
        @Test
        void isSentAsTheRequestItIs() throws Exception {
            Lead bad = GateSamples.lead().setNotes("hidden\u202Etext").build();
            DeadLetter letter = park(GateSamples.letter(Stage.RESEARCH, GateSamples.researchRequest(bad), null));

            HttpResponse<String> response =
                    handler.decide(letter, edit(letter, lead -> lead.put("notes", "plain text")));

            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            TriageDecision decision = written();
            assertThat(decision.getKind()).isEqualTo(DecisionKind.RETRY_EDITED);
            assertThat(decision.getDecidedBy()).isEqualTo("ann");
            assertThat(decision.getCandidate()).isNull();
            assertThat(decision.getInput())
                    .isEqualTo(GateSamples.researchRequest(
                            Lead.newBuilder(bad).setNotes("plain text").build()));
        }

        @Test
        void mayLeaveHeaderAndSettingsOut() throws Exception {
            DeadLetter letter = park(GateSamples.letter(
                    Stage.RESEARCH,
                    GateSamples.researchRequest(GateSamples.lead().build()),
                    null));
            ObjectNode input = JSON.createObjectNode();
            input.set("lead", RecordTree.of(GateSamples.lead().setCity("Dover").build()));

            HttpResponse<String> response = handler.decide(letter, body("RETRY_EDITED", "input", input));

            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            assertThat(((ResearchRequest) written().getInput()).getHeader())
                    .isEqualTo(GateSamples.header(Stage.RESEARCH));
        }

        @Test
        void thatDiffersFromTheSchemaIsNamedFieldByField() throws Exception {
            DeadLetter letter = park(GateSamples.letter(
                    Stage.RESEARCH,
                    GateSamples.researchRequest(GateSamples.lead().build()),
                    null));
            String body = edit(letter, lead -> lead.put("employeeCount", "many").put("nickname", "A"));

            JsonNode checked = check(letter, body);
            assertThat(checked.get("valid").asBoolean()).isFalse();
            assertThat(codesAndPaths(checked))
                    .containsExactlyInAnyOrder(
                            "schema.wrong-type /lead/employeeCount", "schema.unknown-field /lead/nickname");

            HttpResponse<String> response = handler.decide(letter, body);
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body())
                    .contains("schema.wrong-type at /lead/employeeCount")
                    .contains("and 1 more");
            assertThat(handler.broker.records(DECISIONS)).isEmpty();
        }

        @Test
        void thatTheGateRejectsIsNamedAtItsField() throws Exception {
            DeadLetter letter =
                    park(GateSamples.rejectedDraft(GateSamples.draft().build()));
            ObjectNode request = (ObjectNode) RecordTree.of(letter.getRequest());
            ((ObjectNode) request.at("/lead")).put("doNotContact", true);
            ((ObjectNode) request.at("/score")).put("total", 7);

            JsonNode checked = check(letter, body("RETRY_EDITED", "input", request));
            assertThat(codesAndPaths(checked))
                    .contains("policy.do-not-contact /lead/doNotContact", "score.total /score/total");
            assertThat(checked.at("/violations/0/waivable").asBoolean()).isFalse();
            assertThat(checked.get("diff")).hasSize(2);
            assertThat(checked.at("/diff/0").toString())
                    .isEqualTo("{\"path\":\"/lead/doNotContact\",\"before\":false,\"after\":true}");
            assertThat(handler.decide(letter, body("RETRY_EDITED", "input", request))
                            .statusCode())
                    .isEqualTo(409);
        }

        @Test
        void asksTheGateBehindWhatWasMadeFromIt() throws Exception {
            DeadLetter letter =
                    park(GateSamples.rejectedDraft(GateSamples.draft().build()));
            ObjectNode request = (ObjectNode) RecordTree.of(letter.getRequest());
            ((ObjectNode) request.at("/research/evidence/0")).put("quote", "Nothing of that.");
            assertThat(codesAndPaths(check(letter, body("RETRY_EDITED", "input", request))))
                    .contains("research.evidence-id /research/evidence/0/id");
        }

        @Test
        void ofWhatCannotBeEditedIsRefused() throws Exception {
            DeadLetter letter =
                    park(GateSamples.rejectedDraft(GateSamples.draft().build()));
            ObjectNode request = (ObjectNode) RecordTree.of(letter.getRequest());
            ((ObjectNode) request.at("/lead")).put("leadId", "lead-2").put("externalId", "x");
            ((ObjectNode) request.at("/lead/extra")).put("owner", "bob");
            ((ObjectNode) request.at("/header")).put("attempt", 2);
            ((ObjectNode) request.at("/settings")).put("requireApproval", true);
            assertThat(codesAndPaths(check(letter, body("RETRY_EDITED", "input", request))))
                    .contains(
                            "triage.locked /header",
                            "triage.locked /settings",
                            "triage.locked /lead/leadId",
                            "triage.locked /lead/externalId",
                            "triage.locked /lead/extra");
        }

        @Test
        void ofNothingIsRefused() throws Exception {
            DeadLetter letter =
                    park(GateSamples.rejectedDraft(GateSamples.draft().build()));
            HttpResponse<String> response = handler.decide(letter, edit(letter, lead -> {}));
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body()).contains("triage.nothing-edited");
        }

        @Test
        void ofALeadThatItsOwnGateRejectedIsTheLeadAlone() throws Exception {
            Lead incomplete = Lead.newBuilder().setLeadId("lead-1").build();
            DeadLetter letter = park(GateSamples.letter(Stage.LISTS, incomplete, null));
            assertThat(codesAndPaths(check(letter, body("RETRY", null, null)))).contains("lead.incomplete ");
            JsonNode input = ((ObjectNode) RecordTree.of(incomplete)).put("companyDomain", "meyer-freight.example");
            assertThat(handler.decide(letter, body("RETRY_EDITED", "input", input))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(((Lead) written().getInput()).getCompanyDomain()).isEqualTo("meyer-freight.example");
            assertThat(handler.decide(letter, body("ACCEPT", null, null)).statusCode())
                    .isEqualTo(409);
        }
    }

    @Nested
    class AnAcceptance {
        @Test
        void takesTheOwnCandidateWhenTheGatePassesItNow() throws Exception {
            Draft draft = GateSamples.draft().build();
            DeadLetter letter = park(GateSamples.rejectedDraft(draft));
            assertThat(check(letter, body("ACCEPT", null, null)).get("valid").asBoolean())
                    .isTrue();
            assertThat(handler.decide(letter, body("ACCEPT", null, null)).statusCode())
                    .isEqualTo(202);
            assertThat(written().getCandidate()).isEqualTo(draft);
            assertThat(written().getInput()).isNull();
            assertThat(written().getWaived()).isEmpty();
        }

        @Test
        void needsWaiversByCode() throws Exception {
            Draft shouting = GateSamples.draft()
                    .setBody(GateSamples.draft()
                            .getBody()
                            .replace("is hard work", "IS VERY HARD WORK FOR EVERY PLANNER"))
                    .build();
            DeadLetter letter = park(GateSamples.rejectedDraft(shouting));
            JsonNode objected = check(letter, body("ACCEPT", null, null));
            List<String> codes = new ArrayList<>();
            objected.get("violations").forEach(v -> codes.add(v.get("code").asText()));
            assertThat(codes).contains("draft.shouting");
            assertThat(objected.at("/violations/0/waivable").asBoolean()).isTrue();
            HttpResponse<String> refused = handler.decide(letter, body("ACCEPT", null, null));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("draft.shouting").contains("waive it by code");

            String waiving = "{\"kind\":\"ACCEPT\",\"by\":\"ann\",\"waive\":" + JSON.valueToTree(codes) + "}";
            assertThat(check(letter, waiving).get("valid").asBoolean()).isTrue();
            assertThat(handler.decide(letter, waiving).statusCode()).isEqualTo(202);
            assertThat(written().getWaived())
                    .containsExactlyElementsOf(codes.stream().distinct().toList());
        }

        @Test
        void cannotWaiveWhatIsStructural() throws Exception {
            DeadLetter letter = park(GateSamples.rejectedDraft(
                    GateSamples.draft().setFooter("none").build()));
            String body = "{\"kind\":\"ACCEPT\",\"by\":\"ann\",\"waive\":[\"draft.footer\"]}";
            JsonNode checked = check(letter, body);
            assertThat(codesAndPaths(checked)).contains("draft.footer /footer");
            assertThat(checked.get("valid").asBoolean()).isFalse();
            assertThat(checked.at("/violations/0/waivable").asBoolean()).isFalse();
            assertThat(handler.decide(letter, body).statusCode()).isEqualTo(409);
        }

        @Test
        void ofAnEditedDraftShowsWhatWasEdited() throws Exception {
            Draft placeholder =
                    GateSamples.draft().setSubject("Hello {{company}}").build();
            DeadLetter letter = park(GateSamples.rejectedDraft(placeholder));
            ObjectNode candidate =
                    ((ObjectNode) RecordTree.of(placeholder)).put("subject", "Tour planning for 14 depots");
            JsonNode checked = check(letter, body("ACCEPT", "candidate", candidate));
            assertThat(checked.get("valid").asBoolean()).as(checked.toString()).isTrue();
            assertThat(checked.get("diff").toString())
                    .isEqualTo("[{\"path\":\"/subject\",\"before\":\"Hello {{company}}\","
                            + "\"after\":\"Tour planning for 14 depots\"}]");
            assertThat(handler.broker.records(DECISIONS)).isEmpty();
            assertThat(handler.decide(letter, body("ACCEPT", "candidate", candidate))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(written().getCandidate()).isEqualTo(GateSamples.draft().build());
        }

        @Test
        void ofARawReplyNeedsACandidate() throws Exception {
            DeadLetter letter = park(GateSamples.letter(Stage.WRITER, GateSamples.writerRequest(), "Dear Sir"));
            HttpResponse<String> refused = handler.decide(letter, body("ACCEPT", null, null));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("raw reply").contains("a Draft");
            assertThat(handler.decide(
                                    letter,
                                    body(
                                            "ACCEPT",
                                            "candidate",
                                            RecordTree.of(GateSamples.draft().build())))
                            .statusCode())
                    .isEqualTo(202);
        }

        @Test
        void ofAScoreAsksItsGate() throws Exception {
            DeadLetter letter =
                    park(GateSamples.letter(Stage.SCORING, GateSamples.scoringRequest(), GateSamples.score()));
            ObjectNode score = ((ObjectNode) RecordTree.of(GateSamples.score())).put("total", 3);
            assertThat(codesAndPaths(check(letter, body("ACCEPT", "candidate", score))))
                    .contains("score.total /total");
            assertThat(handler.decide(letter, body("ACCEPT", null, null)).statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void policiesNeitherEditNorAccept() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(GateSamples.draft().build()));
        DecisionAnswer answer = handler.writer.decide(
                new DecisionRequest(letter.getDeadLetterId(), DecisionKind.ACCEPT, null, "policy accept-all", true));
        assertThat(answer).isEqualTo(new DecisionAnswer.Refused("a policy may not take ACCEPT; only a person may"));
    }

    @Test
    void withoutProfilesAndSellerNothingIsChecked() {
        Checked checked = new DecisionCheck(null)
                .check(
                        GateSamples.rejectedDraft(GateSamples.draft().build()),
                        new DecisionRequest("any", DecisionKind.ACCEPT, null, "ann", false));
        assertThat(((Checked.Impossible) checked).line()).contains("profiles-dir");
    }

    @Test
    void otherKindsHaveNothingToCheck() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(GateSamples.draft().build()));
        HttpResponse<String> response =
                handler.send("POST", "/dead-letters/" + letter.getDeadLetterId() + "/check", "{\"kind\":\"PIN\"}");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("nothing to check in PIN");
    }

    @Test
    void aRetryIsCheckedWithTheRequestAsItWas() throws Exception {
        DeadLetter letter = park(GateSamples.rejectedDraft(GateSamples.draft().build()));
        JsonNode checked = check(letter, body("RETRY", null, null));
        assertThat(checked.get("valid").asBoolean()).as(checked.toString()).isTrue();
        assertThat(checked.get("diff")).isEmpty();
        WriterRequest unknown =
                WriterRequest.newBuilder(GateSamples.writerRequest()).build();
        unknown.getSettings().put("profile", "nobody");
        Checked gone = new DecisionCheck(GateSamples.GATES)
                .check(
                        GateSamples.letter(Stage.WRITER, unknown, null),
                        new DecisionRequest("any", DecisionKind.RETRY, null, "ann", false));
        assertThat(((Checked.Result) gone).line()).contains("lead.unknown-profile");
    }

    private DeadLetter park(DeadLetter letter) {
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    /** The request of the dead letter with an edited lead. */
    private static String edit(DeadLetter letter, Consumer<ObjectNode> edit) {
        ObjectNode request = (ObjectNode) RecordTree.of(letter.getRequest());
        edit.accept((ObjectNode) request.at("/lead"));
        return body("RETRY_EDITED", "input", request);
    }

    private static String body(String kind, @Nullable String field, @Nullable JsonNode value) {
        ObjectNode body = JSON.createObjectNode().put("kind", kind).put("by", "ann");
        if (field != null) {
            body.set(field, value);
        }
        return body.toString();
    }

    private JsonNode check(DeadLetter letter, String body) throws Exception {
        HttpResponse<String> response =
                handler.send("POST", "/dead-letters/" + letter.getDeadLetterId() + "/check", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static List<String> codesAndPaths(JsonNode checked) {
        List<String> found = new ArrayList<>();
        checked.get("violations")
                .forEach(v ->
                        found.add(v.get("code").asText() + " " + v.get("path").asText()));
        return found;
    }

    private TriageDecision written() {
        byte[] value = handler.broker.records(DECISIONS).get(0).value();
        Decoded<TriageDecision> decoded = handler.codec.decode(DECISIONS, value, TriageDecision.class);
        return ((Decoded.Value<TriageDecision>) decoded).value();
    }
}
