package dev.leadrelay.orchestrator.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.protocol.HeldLead;
import dev.leadrelay.orchestrator.protocol.Samples;
import dev.leadrelay.orchestrator.protocol.TestGates;
import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.validation.Waivers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What RETRY_EDITED and ACCEPT do to a parked lead. */
class EditAndAcceptTest {
    private static final String KEY = "list/lead";

    private final LeadMachine machine = new LeadMachine(new TestGates(), LeadLimits.defaults());
    private final HeldLead memory = new HeldLead();
    private final Instant now = Samples.START;
    private ListSettings settings = Samples.settings();

    @Nested
    class AnEditedRetry {
        @Test
        void ofALeadThatItsGateRejectedAsksTheGateAgain() {
            DeadLetter letter = letter(apply(new LeadInput.Admitted(rejected(TestGates.BAD))));
            assertThat(letter.getStage()).isEqualTo(Stage.LISTS);

            LeadTransition edited = retry(letter, Samples.lead("lead", "fixed"));
            assertApplied(edited);
            assertThat(status()).isEqualTo(LeadStatus.WAITING);
            LeadTransition resumed = resume();

            ResearchRequest request = (ResearchRequest) request(resumed);
            assertThat(request.getLead().getNotes()).isEqualTo("fixed");
            assertThat(status()).isEqualTo(LeadStatus.RESEARCHING);
        }

        @Test
        void asksTheStageWithTheEditedLeadAndTheResultCarriesIt() {
            DeadLetter letter = failAtResearch();
            ResearchRequest request = (ResearchRequest) letter.getRequest();

            retry(letter, with(request, Samples.lead("lead", "fixed")));
            ResearchRequest asked = (ResearchRequest) request(resume());
            assertThat(asked.getLead().getNotes()).isEqualTo("fixed");
            assertThat(asked.getHeader().getAttempt()).isEqualTo(2);

            LeadTransition scoring = answer(asked.getHeader(), Samples.research());
            LeadTransition writing = answer(header(scoring), Samples.score(Tier.A, 1, null));
            LeadResult result = result(answer(header(writing), Samples.draft("Hello")));
            assertThat(result.getStatus()).isEqualTo(LeadStatus.DELIVERED);
            assertThat(result.getLead().getNotes()).isEqualTo("fixed");
            assertThat(result.getExternalId()).isEqualTo("crm-lead");
        }

        @Test
        void replacesResearchAndScoreUnderThePersonsName() {
            DeadLetter letter = failAtWriting();
            WriterRequest request = (WriterRequest) letter.getRequest();
            WriterRequest edited = WriterRequest.newBuilder(request)
                    .setResearch(Samples.research("Right Company", ResearchStatus.COMPLETE))
                    .setScore(Samples.score(Tier.B, 1, null))
                    .build();

            assertApplied(retry(letter, edited));

            assertThat(memory.research().getOutcome()).isEqualTo(edited.getResearch());
            assertThat(memory.research().getProvenance().getDecidedBy()).isEqualTo("ann");
            assertThat(memory.research().getProvenance().getRunId()).isEqualTo("run-1");
            assertThat(memory.score().getProvenance().getDecidedBy()).isEqualTo("ann");
            WriterRequest asked = (WriterRequest) request(resume());
            assertThat(asked.getResearch()).isEqualTo(edited.getResearch());
            assertThat(asked.getScore()).isEqualTo(edited.getScore());
        }

        @Test
        void leavesWhatWasNotEditedUnderTheAgentsName() {
            DeadLetter letter = failAtWriting();
            WriterRequest request = (WriterRequest) letter.getRequest();
            assertApplied(retry(
                    letter,
                    WriterRequest.newBuilder(request)
                            .setScore(Samples.score(Tier.B, 1, null))
                            .build()));
            assertThat(memory.research().getProvenance().getDecidedBy()).isNull();
            assertThat(memory.score().getProvenance().getDecidedBy()).isEqualTo("ann");
        }

        @Test
        void thatAGateRejectsIsRefusedInOneLine() {
            DeadLetter letter = failAtWriting();
            WriterRequest request = (WriterRequest) letter.getRequest();
            assertRefused(retry(letter, with(request, r -> r.setLead(Samples.lead("lead", TestGates.BAD)))), "lead/1");
            assertRefused(
                    retry(
                            letter,
                            with(
                                    request,
                                    r -> r.setResearch(Samples.research(TestGates.BAD, ResearchStatus.COMPLETE)))),
                    "research/1",
                    "research.name");
            assertRefused(retry(letter, with(request, r -> r.setScore(Samples.score(Tier.A, 0.1, null)))), "score/1");
            assertThat(memory.research().getOutcome()).isEqualTo(request.getResearch());
        }

        @Test
        void cannotTellWhoTheLeadIsOrWhatItsListSays() {
            DeadLetter letter = failAtResearch();
            ResearchRequest request = (ResearchRequest) letter.getRequest();
            Lead lead = request.getLead();
            assertRefused(retry(letter, with(request, Samples.lead("other", "fixed"))), "another lead");
            assertRefused(
                    retry(
                            letter,
                            with(
                                    request,
                                    Lead.newBuilder(lead).setExternalId("x").build())),
                    "externalId");
            assertRefused(
                    retry(
                            letter,
                            with(
                                    request,
                                    Lead.newBuilder(lead)
                                            .setExtra(Map.of("a", "b"))
                                            .build())),
                    "extra");
            ResearchRequest otherSettings = ResearchRequest.newBuilder(request)
                    .setSettings(Samples.settings(1L, false, NoEvidence.PARK))
                    .build();
            assertRefused(retry(letter, otherSettings), "settings");
            ResearchRequest otherHeader = ResearchRequest.newBuilder(request)
                    .setHeader(HandoffHeader.newBuilder(request.getHeader())
                            .setListId("other")
                            .build())
                    .build();
            assertRefused(retry(letter, otherHeader), "header");
        }

        @Test
        void ofTheWrongTypeOrNoneIsRefused() {
            DeadLetter letter = failAtResearch();
            assertRefused(retry(letter, null), "needs the edited request of RESEARCH");
            assertRefused(retry(letter, Samples.lead("lead", "fixed")), "needs the edited request of RESEARCH");
        }

        @Test
        void byAPolicyIsRefused() {
            DeadLetter letter = failAtResearch();
            assertRefused(
                    decide(decision(letter, DecisionKind.RETRY_EDITED)
                            .setInput(letter.getRequest())
                            .setByPolicy(true)),
                    "policy");
        }
    }

    @Nested
    class AnAcceptance {
        @Test
        void ofAnEditedDraftDeliversIt() {
            DeadLetter letter = rejectedDraft(TestGates.BAD);
            LeadTransition end = accept(letter, Samples.draft("Hello"));
            LeadResult result = result(end);
            assertThat(result.getStatus()).isEqualTo(LeadStatus.DELIVERED);
            assertThat(result.getDraft().getSubject()).isEqualTo("Hello");
            Provenance provenance = result.getProvenance().get(2);
            assertThat(provenance.getDecidedBy()).isEqualTo("ann");
            assertThat(provenance.getAgent()).isEqualTo("an-agent");
            assertThat(provenance.getRunId()).isEqualTo("run-1");
            assertThat(result.getSimulated()).isTrue();
            Verdict verdict = result.getVerdicts().get(2);
            assertThat(verdict.getPassed()).isTrue();
            assertThat(verdict.getViolations()).extracting(Violation::getCode).containsExactly(Waivers.ACCEPTED);
            assertThat(result.getUsage().getCostMicros()).isEqualTo(30);
        }

        @Test
        void needsAWaiverForWhatTheGateStillSays() {
            DeadLetter letter = rejectedDraft(TestGates.SPAM);
            assertRefused(accept(letter, letter.getCandidate()), "still objects", "draft.spam");
            assertRefused(accept(letter, letter.getCandidate(), "draft.links"), "draft.spam");

            LeadResult result = result(accept(letter, letter.getCandidate(), "draft.spam", "draft.links"));
            Verdict verdict = result.getVerdicts().get(2);
            assertThat(verdict.getPassed()).isTrue();
            assertThat(verdict.getViolations())
                    .extracting(Violation::getSeverity)
                    .containsOnly(Severity.WARN);
            assertThat(verdict.getViolations())
                    .filteredOn(violation -> violation.getCode().equals("draft.spam"))
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.getMessage()).startsWith("waived by ann: "));
        }

        @Test
        void cannotWaiveWhatIsStructural() {
            DeadLetter letter = rejectedDraft(TestGates.BAD);
            assertRefused(accept(letter, letter.getCandidate(), "draft.subject"), "nobody can waive", "draft.subject");
        }

        @Test
        void ofAScoreWithLowConfidenceGoesOnToWritingThroughTheListsAdmission() {
            LeadTransition scoring = answer(header(start()), Samples.research());
            DeadLetter letter = letter(answer(header(scoring), Samples.score(Tier.A, 0.2, null)));
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.LOW_CONFIDENCE);

            LeadTransition accepted = accept(letter, letter.getCandidate(), "score.confidence");
            assertThat(accepted.effects()).noneMatch(LeadEffect.Request.class::isInstance);
            assertThat(status()).isEqualTo(LeadStatus.WAITING);
            assertThat(memory.state().getStage()).isEqualTo(Stage.WRITER);
            assertThat(memory.state().getParkedProvenance()).isNull();

            WriterRequest request = (WriterRequest) request(resume());
            assertThat(request.getScore()).isEqualTo(letter.getCandidate());
            assertThat(request.getHeader().getAttempt()).isEqualTo(1);
        }

        @Test
        void ofADisqualifyingScoreDisqualifies() {
            LeadTransition scoring = answer(header(start()), Samples.research());
            DeadLetter letter = letter(answer(header(scoring), Samples.failed(FailureClass.MALFORMED_OUTPUT)));
            LeadResult result = result(accept(letter, Samples.score(Tier.D, 1, null)));
            assertThat(result.getStatus()).isEqualTo(LeadStatus.DISQUALIFIED);
            assertThat(result.getScore()).isNotNull();
        }

        @Test
        void writtenByHandWhereNoAgentAnsweredSaysSo() {
            DeadLetter letter = letter(apply(new LeadInput.Admitted(poor())));
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.BUDGET_EXHAUSTED);
            assertApplied(accept(letter, Samples.research()));
            Provenance provenance = memory.research().getProvenance();
            assertThat(provenance.getAgent()).isEqualTo("person");
            assertThat(provenance.getDecidedBy()).isEqualTo("ann");
            assertThat(provenance.getSimulated()).isFalse();
        }

        @Test
        void isTheApprovalThatAListRequires() {
            settings = Samples.settings(null, true, NoEvidence.DISQUALIFY);
            DeadLetter letter = rejectedDraft("Hello");
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.APPROVAL_REQUIRED);
            LeadResult result = result(accept(letter, Samples.draft("Better")));
            assertThat(result.getStatus()).isEqualTo(LeadStatus.DELIVERED);
            assertThat(result.getDraft().getSubject()).isEqualTo("Better");
        }

        @Test
        void ofNoEvidenceIsRefusedWhereTheListParksSuchLeads() {
            settings = Samples.settings(null, false, NoEvidence.PARK);
            DeadLetter letter =
                    letter(answer(header(start()), Samples.research("Company", ResearchStatus.NO_EVIDENCE)));
            assertRefused(accept(letter, letter.getCandidate()), "nothing was found");
            assertApplied(accept(letter, Samples.research()));
        }

        @Test
        void ofTheWrongTypeOrOfWhatCannotBeReadIsRefused() {
            DeadLetter letter = rejectedDraft(TestGates.BAD);
            assertRefused(accept(letter, Samples.research()), "WRITER");
            assertRefused(accept(letter, null), "WRITER");
        }

        @Test
        void ofAnUnknownTierIsRefused() {
            LeadTransition scoring = answer(header(start()), Samples.research());
            DeadLetter letter = letter(answer(header(scoring), Samples.failed(FailureClass.MODEL_REFUSED)));
            assertRefused(accept(letter, Samples.score(Tier.UNKNOWN, 1, null)), "SCORING");
        }

        @Test
        void byAPolicyIsRefused() {
            DeadLetter letter = rejectedDraft(TestGates.SPAM);
            assertRefused(
                    decide(decision(letter, DecisionKind.ACCEPT)
                            .setCandidate(Samples.draft("Hello"))
                            .setByPolicy(true)),
                    "policy");
        }

        @Test
        void ofAnotherAttemptIsRefused() {
            DeadLetter letter = rejectedDraft(TestGates.BAD);
            assertRefused(
                    decide(decision(letter, DecisionKind.ACCEPT)
                            .setCandidate(Samples.draft("Hello"))
                            .setAttempt(2)),
                    "attempt 2");
        }
    }

    // ---- steps

    private LeadTransition start() {
        return apply(
                new LeadInput.Admitted(admission(AdmissionKind.START, "fine").build()));
    }

    private DeadLetter failAtResearch() {
        return letter(answer(header(start()), Samples.failed(FailureClass.MODEL_REFUSED)));
    }

    private DeadLetter failAtWriting() {
        return letter(answer(toWriting(), Samples.failed(FailureClass.MODEL_REFUSED)));
    }

    private DeadLetter rejectedDraft(String subject) {
        return letter(answer(toWriting(), Samples.draft(subject)));
    }

    private HandoffHeader toWriting() {
        LeadTransition scoring = answer(header(start()), Samples.research());
        return header(answer(header(scoring), Samples.score(Tier.A, 1, null)));
    }

    private LeadTransition resume() {
        return apply(
                new LeadInput.Admitted(admission(AdmissionKind.RESUME, null).build()));
    }

    private LeadAdmitted rejected(String notes) {
        return admission(AdmissionKind.REJECTED, notes)
                .setViolations(List.of(new Violation("lead.notes", "/notes", "it says so", Severity.REJECT)))
                .build();
    }

    private LeadAdmitted poor() {
        return admission(AdmissionKind.START, "fine").setCapTokens(0).build();
    }

    private LeadAdmitted.Builder admission(AdmissionKind kind, @Nullable String notes) {
        return LeadAdmitted.newBuilder()
                .setListId("list")
                .setLeadId("lead")
                .setKind(kind)
                .setLead(notes == null ? null : Samples.lead("lead", notes))
                .setSettings(notes == null ? null : settings)
                .setCapTokens(Samples.CAP_TOKENS)
                .setCapCostMicros(Samples.CAP_MICROS)
                .setSource("leads.csv")
                .setAt(now);
    }

    private LeadTransition answer(HandoffHeader header, Object outcome) {
        return apply(new LeadInput.Answered(
                Samples.answer(header.getStage(), header, outcome, Samples.usage(10, 10)),
                () -> Samples.original("results", 0)));
    }

    private LeadTransition retry(DeadLetter letter, @Nullable Object input) {
        return decide(decision(letter, DecisionKind.RETRY_EDITED).setInput(input));
    }

    private LeadTransition accept(DeadLetter letter, @Nullable Object candidate, String... waived) {
        return decide(
                decision(letter, DecisionKind.ACCEPT).setCandidate(candidate).setWaived(List.of(waived)));
    }

    private LeadTransition decide(TriageDecision.Builder decision) {
        return apply(new LeadInput.Decided(decision.build()));
    }

    private int decisions;

    private TriageDecision.Builder decision(DeadLetter letter, DecisionKind kind) {
        return TriageDecision.newBuilder()
                .setDecisionId("decision-" + decisions++)
                .setDeadLetterId(letter.getDeadLetterId())
                .setLeadKey(KEY)
                .setListId("list")
                .setLeadId("lead")
                .setStage(letter.getStage())
                .setAttempt(letter.getAttempt())
                .setKind(kind)
                .setDecidedBy("ann")
                .setByPolicy(false)
                .setDecidedAt(now);
    }

    private LeadTransition apply(LeadInput input) {
        LeadTransition transition = machine.on(KEY, memory, input, now);
        memory.apply(transition);
        return transition;
    }

    private static ResearchRequest with(ResearchRequest request, Lead lead) {
        return ResearchRequest.newBuilder(request).setLead(lead).build();
    }

    private static WriterRequest with(WriterRequest request, Consumer<WriterRequest.Builder> edit) {
        WriterRequest.Builder builder = WriterRequest.newBuilder(request);
        edit.accept(builder);
        return builder.build();
    }

    // ---- looks

    private LeadStatus status() {
        return memory.state().getStatus();
    }

    private static void assertApplied(LeadTransition transition) {
        assertThat(outcome(transition).getReason()).isNull();
        assertThat(outcome(transition).getOutcome()).isEqualTo(OutcomeKind.APPLIED);
    }

    private void assertRefused(LeadTransition transition, String... reasons) {
        assertThat(outcome(transition).getOutcome()).isEqualTo(OutcomeKind.REFUSED);
        assertThat(outcome(transition).getReason()).contains(reasons).doesNotContain("\n");
        assertThat(status()).isEqualTo(LeadStatus.PARKED);
        assertThat(transition.payloads()).isEmpty();
    }

    private static TriageOutcome outcome(LeadTransition transition) {
        return one(transition, LeadEffect.Outcome.class).outcome();
    }

    private static LeadResult result(LeadTransition transition) {
        return one(transition, LeadEffect.Result.class).result();
    }

    private static DeadLetter letter(LeadTransition transition) {
        return one(transition, LeadEffect.DeadLettered.class).deadLetter();
    }

    private static Object request(LeadTransition transition) {
        return one(transition, LeadEffect.Request.class).request();
    }

    private static HandoffHeader header(LeadTransition transition) {
        Object request = request(transition);
        if (request instanceof ResearchRequest research) {
            return research.getHeader();
        }
        return request instanceof ScoringRequest scoring ? scoring.getHeader() : ((WriterRequest) request).getHeader();
    }

    private static <E extends LeadEffect> E one(LeadTransition transition, Class<E> type) {
        List<E> found = transition.effects().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.get(0);
    }
}
