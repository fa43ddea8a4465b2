package dev.leadrelay.orchestrator.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.protocol.HeldLead;
import dev.leadrelay.orchestrator.protocol.Samples;
import dev.leadrelay.orchestrator.protocol.TestGates;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.schemas.records.WriterRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the lead machine does, case by case. */
class LeadMachineTest {
    private static final String KEY = "list/lead";
    private static final LeadLimits LIMITS = LeadLimits.defaults();

    private final LeadMachine machine = new LeadMachine(new TestGates(), LIMITS);
    private final HeldLead memory = new HeldLead();
    private Instant now = Samples.START;

    @Nested
    class TheWayOfALead {
        @Test
        void goesThroughAllStagesToADelivery() {
            LeadTransition research = start();
            assertThat(status()).isEqualTo(LeadStatus.RESEARCHING);
            HandoffHeader header = header(research);
            assertThat(header.getHandoffId()).isEqualTo(Identifiers.handoffId(KEY, Stage.RESEARCH, 1));
            assertThat(header.getAttempt()).isEqualTo(1);
            assertThat(header.getHop()).isEqualTo(1);
            assertThat(header.getBudgetTokens()).isEqualTo(Samples.CAP_TOKENS / 2);

            LeadTransition scoring = answer(research, Samples.research());
            assertThat(status()).isEqualTo(LeadStatus.SCORING);
            assertThat(scoring.payloads()).containsOnlyKeys(LeadPayload.RESEARCH);
            assertThat(header(scoring).getLineage())
                    .isEqualTo(Identifiers.lineage(
                            header.getLineage(), header(scoring).getHandoffId()));

            LeadTransition writing = answer(scoring, Samples.score(Tier.A, 1, null));
            assertThat(status()).isEqualTo(LeadStatus.WRITING);
            assertThat(header(writing).getHop()).isEqualTo(3);

            LeadTransition end = answer(writing, Samples.draft("Hello"));
            LeadResult result = one(end, LeadEffect.Result.class).result();
            assertThat(result.getStatus()).isEqualTo(LeadStatus.DELIVERED);
            assertThat(result.getReason()).isNull();
            assertThat(result.getDraft().getSubject()).isEqualTo("Hello");
            assertThat(result.getExternalId()).isEqualTo("crm-lead");
            assertThat(result.getVerdicts())
                    .extracting(Verdict::getGate)
                    .containsExactly("research/1", "score/1", "draft/1");
            assertThat(result.getProvenance()).hasSize(3);
            assertThat(result.getSimulated()).isTrue();
            assertThat(result.getUsage().getCostMicros()).isEqualTo(30);
            assertThat(result.getAttempts()).isEqualTo(3);
            assertThat(ended(end).getKind()).isEqualTo(EndedKind.SETTLED);
            assertThat(ended(end).getCostMicros()).isEqualTo(30);
            assertThat(end.dropPayloads()).isTrue();
        }

        @Test
        void tellsTheListMachineNothingBetweenItsBeginningAndItsEnd() {
            LeadTransition research = start();
            LeadTransition scoring = answer(research, Samples.research());
            assertThat(all(research, LeadEffect.Ended.class)).isEmpty();
            assertThat(all(scoring, LeadEffect.Ended.class)).isEmpty();
        }

        @Test
        void endsAtADisqualifier() {
            LeadTransition end = answer(toScoring(), Samples.score(Tier.A, 1, "competitor"));
            assertEnded(end, LeadStatus.DISQUALIFIED, "disqualifier.competitor");
            assertThat(one(end, LeadEffect.Result.class).result().getScore()).isNotNull();
        }

        @Test
        void endsBelowTheTierThatIsDelivered() {
            assertEnded(
                    answer(toScoring(), Samples.score(Tier.C, 1, null)), LeadStatus.DISQUALIFIED, "BELOW_THRESHOLD");
        }

        @Test
        void endsWithoutEvidenceWhenTheListSaysSo() {
            LeadTransition end = answer(start(), Samples.research("Company", ResearchStatus.NO_EVIDENCE));
            assertEnded(end, LeadStatus.DISQUALIFIED, "NO_EVIDENCE");
        }

        @Test
        void parksWithoutEvidenceWhenTheListSaysSo() {
            LeadTransition start = start(Samples.settings(null, false, NoEvidence.PARK));
            assertParked(
                    answer(start, Samples.research("Company", ResearchStatus.NO_EVIDENCE)),
                    Stage.RESEARCH,
                    FailureClass.UNGROUNDED);
        }

        @Test
        void waitsForAnApprovalWhenTheListRequiresIt() {
            LeadTransition scoring =
                    answer(start(Samples.settings(null, true, NoEvidence.DISQUALIFY)), Samples.research());
            LeadTransition writing = answer(scoring, Samples.score(Tier.A, 1, null));
            LeadTransition parked = answer(writing, Samples.draft("Hello"));
            DeadLetter letter = assertParked(parked, Stage.WRITER, FailureClass.APPROVAL_REQUIRED);
            assertThat(letter.getCandidate()).isInstanceOf(Draft.class);

            LeadTransition end = decide(letter, DecisionKind.APPROVE);
            assertEnded(end, LeadStatus.DELIVERED, null);
            assertThat(one(end, LeadEffect.Result.class).result().getDraft().getSubject())
                    .isEqualTo("Hello");
        }

        private LeadTransition answer(LeadTransition asked, Object outcome) {
            return LeadMachineTest.this.answer(header(asked), outcome);
        }
    }

    @Test
    void anAnswerWithAnotherLineageIsALoopWhoeverGaveIt() {
        HandoffHeader header = header(start());
        HandoffHeader foreign = HandoffHeader.newBuilder(header)
                .setLineage(Identifiers.lineage(header.getLineage(), "somebody's own hand-over"))
                .build();
        DeadLetter letter =
                assertParked(answer(foreign, Samples.research()), Stage.RESEARCH, FailureClass.LOOP_DETECTED);
        assertThat(letter.getMessage()).contains("lineage");
        assertThat(letter.getUsage().getCostMicros()).isEqualTo(10);
    }

    @Nested
    class TheLeadGate {
        @Test
        void disqualifiesWhatOnlyThePolicyRefuses() {
            LeadTransition end = rejected("policy.suppressed-domain");
            assertEnded(end, LeadStatus.DISQUALIFIED, "policy.suppressed-domain");
        }

        @Test
        void parksWhatIsBrokenToo() {
            DeadLetter letter = assertParked(
                    rejected("policy.do-not-contact", "lead.required"), Stage.LISTS, FailureClass.CONTRACT_VIOLATION);
            assertThat(letter.getAttempt()).isZero();
            assertThat(letter.getViolations()).hasSize(2);
        }

        @Test
        void isAskedAgainAfterARetry() {
            DeadLetter letter = assertParked(rejected("lead.required"), Stage.LISTS, FailureClass.CONTRACT_VIOLATION);
            decide(letter, DecisionKind.RETRY);
            LeadTransition resumed = admit(AdmissionKind.RESUME);
            assertThat(one(resumed, LeadEffect.Request.class).stage()).isEqualTo(Stage.RESEARCH);
        }

        private LeadTransition rejected(String... codes) {
            List<Violation> violations = Arrays.stream(codes)
                    .map(code -> new Violation(code, "", "it says so", Severity.REJECT))
                    .toList();
            return apply(new LeadInput.Admitted(
                    LeadAdmitted.newBuilder(admission(AdmissionKind.REJECTED, Samples.settings()))
                            .setViolations(violations)
                            .build()));
        }
    }

    @Nested
    class Failures {
        @Test
        void ofAnAgentAreParkedWithEverythingAPersonNeeds() {
            LeadTransition start = start();
            LeadTransition parked = answer(header(start), Samples.failed(FailureClass.MODEL_TIMEOUT));
            DeadLetter letter = assertParked(parked, Stage.RESEARCH, FailureClass.MODEL_TIMEOUT);
            assertThat(letter.getDeadLetterId()).isEqualTo(Identifiers.deadLetterId(KEY, Stage.RESEARCH, 1));
            assertThat(letter.getRequest())
                    .isEqualTo(one(start, LeadEffect.Request.class).request());
            assertThat(letter.getCandidate()).isEqualTo("half a reply");
            assertThat(letter.getRunId()).isEqualTo("run-1");
            assertThat(ended(parked).getStatus()).isEqualTo(LeadStatus.PARKED);
            assertThat(ended(parked).getCostMicros()).isEqualTo(10);
        }

        @Test
        void ofTheGateAreParkedWithTheCandidate() {
            DeadLetter letter = assertParked(
                    answer(header(start()), Samples.research("bad", ResearchStatus.COMPLETE)),
                    Stage.RESEARCH,
                    FailureClass.OUTPUT_REJECTED);
            assertThat(letter.getCandidate()).isInstanceOf(Research.class);
            assertThat(letter.getViolations()).hasSize(1);
        }

        @Test
        void ofConfidenceAloneAreToldApart() {
            assertParked(
                    answer(header(toScoring()), Samples.score(Tier.A, 0.1, null)),
                    Stage.SCORING,
                    FailureClass.LOW_CONFIDENCE);
        }

        @Test
        void ofTheAgentsOwnGateCountToo() {
            StageAnswer plain =
                    Samples.answer(Stage.RESEARCH, header(start()), Samples.research(), Samples.usage(1, 1));
            Verdict verdict = new Verdict(
                    "research/1", false, List.of(new Violation("research.quote", "", "no", Severity.REJECT)));
            LeadTransition parked = answered(new StageAnswer(
                    plain.stage(), plain.header(), plain.outcome(), verdict, plain.usage(), plain.provenance()));
            assertParked(parked, Stage.RESEARCH, FailureClass.OUTPUT_REJECTED);
        }

        @Test
        void ofTheContractAre() {
            assertParked(answer(header(start()), null), Stage.RESEARCH, FailureClass.CONTRACT_VIOLATION);
        }

        @Test
        void ofTheMachineItselfAreParkedAsInternal() {
            assertParked(
                    answer(header(start()), Samples.research("boom", ResearchStatus.COMPLETE)),
                    Stage.RESEARCH,
                    FailureClass.INTERNAL);
        }

        @Test
        void ofABudgetThatIsUsedUpDispatchNothing() {
            LeadTransition start = start();
            LeadTransition parked = answered(Samples.answer(
                    Stage.RESEARCH, header(start), Samples.research(), Samples.usage(Samples.CAP_TOKENS, 10)));
            assertParked(parked, Stage.SCORING, FailureClass.BUDGET_EXHAUSTED);
            assertThat(all(parked, LeadEffect.Request.class)).isEmpty();
        }

        @Test
        void ofAModelThatCostsNothingAreNone() {
            apply(new LeadInput.Admitted(LeadAdmitted.newBuilder(admission(AdmissionKind.START, Samples.settings()))
                    .setCapCostMicros(0)
                    .build()));
            assertThat(status()).isEqualTo(LeadStatus.RESEARCHING);
        }
    }

    @Nested
    class Decisions {
        @Test
        void toRetryWaitForTheListMachinesStart() {
            DeadLetter letter = parked();
            LeadTransition waiting = decide(letter, DecisionKind.RETRY);
            assertThat(status()).isEqualTo(LeadStatus.WAITING);
            assertThat(ended(waiting).getKind()).isEqualTo(EndedKind.RESUME_ASKED);
            assertThat(all(waiting, LeadEffect.Request.class)).isEmpty();
            assertThat(outcome(waiting).getOutcome()).isEqualTo(OutcomeKind.APPLIED);

            LeadTransition resumed = admit(AdmissionKind.RESUME);
            assertThat(header(resumed).getAttempt()).isEqualTo(2);
            assertThat(header(resumed).getBudgetTokens()).isLessThanOrEqualTo(Samples.CAP_TOKENS - 10);
        }

        @Test
        void toRaiseTheBudgetAskForMoreAndGoOn() {
            DeadLetter letter = exhausted();
            TriageDecision raise = TriageDecision.newBuilder(decision(letter, DecisionKind.RAISE_BUDGET))
                    .setRaiseTokens(500L)
                    .setRaiseCostMicros(300L)
                    .build();
            LeadTransition waiting = apply(new LeadInput.Decided(raise));
            assertThat(status()).isEqualTo(LeadStatus.WAITING);
            assertThat(ended(waiting).getKind()).isEqualTo(EndedKind.RESUME_ASKED);
            assertThat(ended(waiting).getRaiseTokens()).isEqualTo(500);
            assertThat(ended(waiting).getRaiseCostMicros()).isEqualTo(300);
            assertThat(outcome(waiting).getOutcome()).isEqualTo(OutcomeKind.APPLIED);
        }

        @Test
        void toRaiseTheBudgetNeedAnExhaustedLeadAndAnAmount() {
            assertRefused(decide(parked(), DecisionKind.RAISE_BUDGET), "for BUDGET_EXHAUSTED");
        }

        @Test
        void toRaiseTheBudgetByNothingAreRefused() {
            DeadLetter letter = exhausted();
            assertRefused(decide(letter, DecisionKind.RAISE_BUDGET), "needs tokens or cost");
            TriageDecision less = TriageDecision.newBuilder(decision(letter, DecisionKind.RAISE_BUDGET))
                    .setDecisionId("less")
                    .setRaiseTokens(-1L)
                    .setRaiseCostMicros(5L)
                    .build();
            assertRefused(apply(new LeadInput.Decided(less)), "needs tokens or cost");
        }

        @Test
        void toApproveNeedADraft() {
            DeadLetter letter = assertParked(
                    answer(header(start()), Samples.failed(FailureClass.APPROVAL_REQUIRED)),
                    Stage.RESEARCH,
                    FailureClass.APPROVAL_REQUIRED);
            assertRefused(decide(letter, DecisionKind.APPROVE), "neither a draft nor a tool call");
        }

        @Test
        void toApproveAToolCallLetJustThatCallLeaveInTheNextAttempt() {
            DeadLetter letter = asksFor(header(start()), "call-1");
            LeadTransition waiting = decide(letter, DecisionKind.APPROVE);
            assertThat(status()).isEqualTo(LeadStatus.WAITING);
            assertThat(outcome(waiting).getOutcome()).isEqualTo(OutcomeKind.APPLIED);

            HandoffHeader second = header(admit(AdmissionKind.RESUME));
            assertThat(second.getAttempt()).isEqualTo(2);
            assertThat(second.getApprovals()).containsExactly("call-1");

            // The attempt repeats its first call before it comes to the second one.
            decide(asksFor(second, "call-2"), DecisionKind.APPROVE);
            HandoffHeader third = header(admit(AdmissionKind.RESUME));
            assertThat(third.getApprovals()).containsExactlyInAnyOrder("call-1", "call-2");

            LeadTransition scoring = answer(third, Samples.research());
            assertThat(header(scoring).getApprovals())
                    .as("of another stage's calls")
                    .isEmpty();
        }

        @Test
        void toRetryWithdrawWhatWasApproved() {
            decide(asksFor(header(start()), "call-1"), DecisionKind.APPROVE);
            HandoffHeader second = header(admit(AdmissionKind.RESUME));
            DeadLetter failed = assertParked(
                    answer(second, Samples.failed(FailureClass.MODEL_ERROR)), Stage.RESEARCH, FailureClass.MODEL_ERROR);
            decide(failed, DecisionKind.RETRY);
            assertThat(header(admit(AdmissionKind.RESUME)).getApprovals()).isEmpty();
        }

        @Test
        void toApproveNeverDeliverADraftOfAnEarlierAttempt() {
            HandoffHeader scoring = header(
                    answer(header(start(Samples.settings(null, true, NoEvidence.DISQUALIFY))), Samples.research()));
            HandoffHeader writing = header(answer(scoring, Samples.score(Tier.A, 1, null)));
            DeadLetter draft =
                    assertParked(answer(writing, Samples.draft("Hello")), Stage.WRITER, FailureClass.APPROVAL_REQUIRED);
            decide(draft, DecisionKind.RETRY);
            DeadLetter letter = assertParked(
                    answer(header(admit(AdmissionKind.RESUME)), Samples.failed(FailureClass.APPROVAL_REQUIRED)),
                    Stage.WRITER,
                    FailureClass.APPROVAL_REQUIRED);
            assertRefused(decide(letter, DecisionKind.APPROVE), "neither a draft nor a tool call");
        }

        private DeadLetter asksFor(HandoffHeader header, String approvalId) {
            StageFailed failed = StageFailed.newBuilder(Samples.failed(FailureClass.APPROVAL_REQUIRED))
                    .setViolations(
                            List.of(new Violation(ToolApproval.CODE, approvalId, "call it with {}", Severity.REVIEW)))
                    .build();
            return assertParked(answer(header, failed), Stage.RESEARCH, FailureClass.APPROVAL_REQUIRED);
        }

        @Test
        void toPinAreAppliedAndMoveNothing() {
            DeadLetter letter = parked();
            LeadTransition pinned = decide(letter, DecisionKind.PIN);
            assertThat(status()).isEqualTo(LeadStatus.PARKED);
            assertThat(outcome(pinned).getOutcome()).isEqualTo(OutcomeKind.APPLIED);
        }

        private DeadLetter exhausted() {
            HandoffHeader header = header(start());
            return assertParked(
                    answer(header, Samples.failed(FailureClass.BUDGET_EXHAUSTED)),
                    Stage.RESEARCH,
                    FailureClass.BUDGET_EXHAUSTED);
        }

        private void assertRefused(LeadTransition transition, String reason) {
            assertThat(outcome(transition).getOutcome()).isEqualTo(OutcomeKind.REFUSED);
            assertThat(outcome(transition).getReason()).contains(reason);
            assertThat(status()).isEqualTo(LeadStatus.PARKED);
        }

        @Test
        void toDiscardEndTheLeadWithTheReason() {
            assertEnded(decide(parked(), DecisionKind.DISCARD), LeadStatus.DISCARDED, "not worth it");
        }

        @Test
        void repeatedChangeNothingAndAreAnsweredTheSame() {
            TriageDecision decision = decision(parked(), DecisionKind.RETRY);
            TriageOutcome first = outcome(apply(new LeadInput.Decided(decision)));
            LeadState before = memory.state();
            now = now.plusSeconds(60);
            LeadTransition repeated = apply(new LeadInput.Decided(decision));
            assertThat(outcome(repeated)).isEqualTo(first);
            assertThat(repeated.stateChanged()).isFalse();
            assertThat(memory.state()).isEqualTo(before);
        }

        @Test
        void onAnotherAttemptAreRefused() {
            DeadLetter letter = parked();
            decide(letter, DecisionKind.RETRY);
            answer(header(admit(AdmissionKind.RESUME)), Samples.failed(FailureClass.MODEL_ERROR));
            TriageOutcome outcome =
                    outcome(apply(new LeadInput.Decided(TriageDecision.newBuilder(decision(letter, DecisionKind.RETRY))
                            .setDecisionId("second")
                            .build())));
            assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.REFUSED);
            assertThat(outcome.getReason()).contains("attempt 1").contains("attempt 2");
            assertThat(status()).isEqualTo(LeadStatus.PARKED);
        }

        @Test
        void onALeadThatIsNotParkedAreRefused() {
            DeadLetter letter = parked();
            decide(letter, DecisionKind.DISCARD);
            TriageDecision second = TriageDecision.newBuilder(decision(letter, DecisionKind.RETRY))
                    .setDecisionId("second")
                    .build();
            assertThat(outcome(apply(new LeadInput.Decided(second))).getReason())
                    .contains("DISCARDED");
        }

        @Test
        void withoutAReasonDoNotDiscard() {
            TriageDecision decision = TriageDecision.newBuilder(decision(parked(), DecisionKind.DISCARD))
                    .setReason(" ")
                    .build();
            assertThat(outcome(apply(new LeadInput.Decided(decision))).getOutcome())
                    .isEqualTo(OutcomeKind.REFUSED);
        }

        @Test
        void ofLaterVersionsAreRefusedByName() {
            TriageOutcome outcome = outcome(decide(parked(), DecisionKind.RAISE_BUDGET));
            assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.REFUSED);
            assertThat(outcome.getReason()).contains("RAISE_BUDGET");
        }

        @Test
        void onAnUnknownLeadAreRefused() {
            DeadLetter letter = parked();
            HeldLead nobody = new HeldLead();
            LeadTransition transition = machine.on(
                    "list/other",
                    nobody,
                    new LeadInput.Decided(TriageDecision.newBuilder(decision(letter, DecisionKind.RETRY))
                            .setLeadKey("list/other")
                            .build()),
                    now);
            assertThat(outcome(transition).getOutcome()).isEqualTo(OutcomeKind.REFUSED);
            assertThat(transition.stateChanged()).isFalse();
        }

        private DeadLetter parked() {
            return assertParked(
                    answer(header(start()), Samples.failed(FailureClass.MODEL_TIMEOUT)),
                    Stage.RESEARCH,
                    FailureClass.MODEL_TIMEOUT);
        }
    }

    @Nested
    class AnswersNobodyWaitsFor {
        @Test
        void areCountedOnceAnswered() {
            HandoffHeader research = header(start());
            answer(research, Samples.research());
            LeadTransition again = answer(research, Samples.research());
            assertThat(again.stateChanged()).isFalse();
            assertThat(one(again, LeadEffect.Counted.class).name()).isEqualTo("answer.duplicate");
        }

        @Test
        void ofALaterStageOrAttemptAreCounted() {
            HandoffHeader research = header(start());
            HandoffHeader later =
                    HandoffHeader.newBuilder(research).setAttempt(4).build();
            assertThat(one(answer(later, Samples.research()), LeadEffect.Counted.class)
                            .name())
                    .isEqualTo("answer.foreign-attempt");
            LeadTransition wrongTopic = answered(
                    Samples.answer(Stage.SCORING, research, Samples.score(Tier.A, 1, null), Samples.usage(1, 1)));
            assertThat(one(wrongTopic, LeadEffect.Counted.class).name()).isEqualTo("answer.foreign-stage");
            assertThat(status()).isEqualTo(LeadStatus.RESEARCHING);
        }

        @Test
        void ofAnUnknownLeadBecomeDeadLettersOutsideTheLedger() {
            HandoffHeader header = HandoffHeader.newBuilder(header(start()))
                    .setLeadId("nobody")
                    .build();
            LeadTransition transition = machine.on(
                    "list/nobody",
                    new HeldLead(),
                    new LeadInput.Answered(
                            Samples.answer(Stage.RESEARCH, header, Samples.research(), Samples.usage(1, 1)),
                            () -> Samples.original("research.results", 7)),
                    now);
            DeadLetter letter = one(transition, LeadEffect.DeadLettered.class).deadLetter();
            assertThat(letter.getLeadKey()).isNull();
            assertThat(letter.getOriginal().getOffset()).isEqualTo(7);
            assertThat(letter.getDeadLetterId()).isEqualTo(Identifiers.deadLetterId("research.results", 0, 7));
            assertThat(transition.state()).isNull();
        }
    }

    @Nested
    class Deadlines {
        @Test
        void startOnlyAfterALaterRequestWasAnswered() {
            start();
            for (int i = 0; i < 100; i++) {
                timer(new StageHealth(true, null));
                timer(new StageHealth(true, Samples.START));
            }
            assertThat(status()).isEqualTo(LeadStatus.RESEARCHING);
        }

        @Test
        void parkALeadAfterSixHealthyHours() {
            start();
            StageHealth healthy = new StageHealth(true, Samples.START.plusSeconds(1));
            while (status() == LeadStatus.RESEARCHING) {
                timer(healthy);
            }
            Duration waited = Duration.between(Samples.START, now);
            assertThat(waited).isBetween(Duration.ofHours(6), Duration.ofHours(7));
            assertThat(memory.state().getParkedAs()).isEqualTo(FailureClass.STAGE_TIMEOUT);
        }

        @Test
        void parkNobodyInAnOutageBeforeThirteenDays() {
            start();
            StageHealth outage = new StageHealth(false, Samples.START.plusSeconds(1));
            while (status() == LeadStatus.RESEARCHING) {
                timer(outage);
            }
            assertThat(Duration.between(Samples.START, now)).isEqualTo(Duration.ofDays(13));
        }

        @Test
        void chargeTheWholeBudgetUntilTheAnswerCorrectsIt() {
            HandoffHeader asked = header(start());
            LeadTransition parked = timeOut();
            assertThat(ended(parked).getCostMicros()).isEqualTo(asked.getBudgetCostMicros());
            DeadLetter letter = assertParked(parked, Stage.RESEARCH, FailureClass.STAGE_TIMEOUT);
            decide(letter, DecisionKind.RETRY);

            LeadTransition late = answer(asked, Samples.research());
            assertThat(ended(late).getKind()).isEqualTo(EndedKind.COST_CORRECTED);
            assertThat(ended(late).getCostMicros()).isEqualTo(10);
            assertThat(status()).isEqualTo(LeadStatus.WAITING);
        }

        @Test
        void areForgivenWhenTheAnswerComesAfterAll() {
            HandoffHeader asked = header(start());
            DeadLetter letter = assertParked(timeOut(), Stage.RESEARCH, FailureClass.STAGE_TIMEOUT);

            LeadTransition late = answer(asked, Samples.research());
            TriageOutcome superseded = one(late, LeadEffect.Outcome.class).outcome();
            assertThat(superseded.getDecisionId()).isNull();
            assertThat(superseded.getOutcome()).isEqualTo(OutcomeKind.SUPERSEDED);
            assertThat(superseded.getDeadLetterId()).isEqualTo(letter.getDeadLetterId());
            assertThat(ended(late).getKind()).isEqualTo(EndedKind.RESUME_ASKED);
            assertThat(all(late, LeadEffect.Request.class)).isEmpty();

            assertThat(outcome(decide(letter, DecisionKind.RETRY)).getOutcome()).isEqualTo(OutcomeKind.SUPERSEDED);
            LeadTransition resumed = admit(AdmissionKind.RESUME);
            assertThat(one(resumed, LeadEffect.Request.class).stage()).isEqualTo(Stage.SCORING);
        }

        @Test
        void writeANewDeadLetterWhenTheLateAnswerIsAFailure() {
            HandoffHeader asked = header(start());
            DeadLetter first = assertParked(timeOut(), Stage.RESEARCH, FailureClass.STAGE_TIMEOUT);
            DeadLetter second = assertParked(
                    answer(asked, Samples.failed(FailureClass.TOOL_FAILED)), Stage.RESEARCH, FailureClass.TOOL_FAILED);
            assertThat(second.getDeadLetterId()).isNotEqualTo(first.getDeadLetterId());
        }

        @Test
        void discardAParkedLeadInTheEndAndForgetItAfterwards() {
            start();
            timeOut();
            now = now.plus(LIMITS.parkedLimit());
            assertEnded(fire(new StageHealth(true, null)), LeadStatus.DISCARDED, "EXPIRED");
            now = now.plus(LIMITS.stubRetention());
            LeadTransition forgotten = fire(new StageHealth(true, null));
            assertThat(forgotten.stateChanged()).isTrue();
            assertThat(forgotten.state()).isNull();
        }

        private LeadTransition timeOut() {
            now = now.plus(LIMITS.dispatchLimit());
            return fire(new StageHealth(false, null));
        }

        private void timer(StageHealth health) {
            now = Objects.requireNonNull(memory.state().getTimerAt());
            fire(health);
        }

        private LeadTransition fire(StageHealth health) {
            return apply(new LeadInput.TimerDue(stage -> health));
        }
    }

    @Nested
    class Cancels {
        @Test
        void letActiveLeadsEndAtTheirNextAnswer() {
            LeadTransition start = start();
            LeadTransition cancel = admit(AdmissionKind.CANCEL);
            assertThat(status()).isEqualTo(LeadStatus.RESEARCHING);
            assertThat(cancel.effects()).isEmpty();
            LeadTransition end = answer(header(start), Samples.research());
            assertEnded(end, LeadStatus.DISCARDED, "CANCELLED");
            assertThat(ended(end).getCostMicros()).isEqualTo(10);
        }

        @Test
        void discardParkedLeadsAtOnceWithTheirDeadLetter() {
            answer(header(start()), Samples.failed(FailureClass.MODEL_ERROR));
            LeadTransition end = admit(AdmissionKind.CANCEL);
            assertEnded(end, LeadStatus.DISCARDED, "CANCELLED");
            assertThat(outcome(end).getOutcome()).isEqualTo(OutcomeKind.SUPERSEDED);
        }

        @Test
        void giveLeadsThatNeverStartedTheirResult() {
            LeadTransition end = apply(new LeadInput.Admitted(admission(AdmissionKind.CANCEL, Samples.settings())));
            assertEnded(end, LeadStatus.DISCARDED, "CANCELLED");
        }

        @Test
        void comeTooLateForEndedLeads() {
            apply(new LeadInput.Admitted(admission(AdmissionKind.CANCEL, Samples.settings())));
            LeadTransition again = admit(AdmissionKind.CANCEL);
            assertThat(again.stateChanged()).isFalse();
            assertThat(one(again, LeadEffect.Counted.class).name()).isEqualTo("cancel.too-late");
        }
    }

    // ---- steps

    private LeadTransition start() {
        return start(Samples.settings());
    }

    private LeadTransition start(ListSettings settings) {
        return apply(new LeadInput.Admitted(admission(AdmissionKind.START, settings)));
    }

    private LeadTransition toScoring() {
        return answer(header(start()), Samples.research());
    }

    private LeadTransition admit(AdmissionKind kind) {
        return apply(new LeadInput.Admitted(LeadAdmitted.newBuilder(admission(kind, Samples.settings()))
                .setLead(null)
                .setSettings(null)
                .build()));
    }

    private LeadAdmitted admission(AdmissionKind kind, ListSettings settings) {
        return LeadAdmitted.newBuilder()
                .setListId("list")
                .setLeadId("lead")
                .setKind(kind)
                .setLead(Samples.lead("lead", "fine"))
                .setSettings(settings)
                .setCapTokens(Samples.CAP_TOKENS)
                .setCapCostMicros(Samples.CAP_MICROS)
                .setSource("leads.csv")
                .setAt(now)
                .build();
    }

    /** An answer that cost ten tokens and ten millionths. */
    private LeadTransition answer(HandoffHeader header, @Nullable Object outcome) {
        return answered(Samples.answer(header.getStage(), header, outcome, Samples.usage(10, 10)));
    }

    private LeadTransition answered(StageAnswer answer) {
        return apply(new LeadInput.Answered(answer, () -> Samples.original("results", 0)));
    }

    private LeadTransition decide(DeadLetter letter, DecisionKind kind) {
        return apply(new LeadInput.Decided(decision(letter, kind)));
    }

    private TriageDecision decision(DeadLetter letter, DecisionKind kind) {
        return TriageDecision.newBuilder()
                .setDecisionId(letter.getDeadLetterId() + kind)
                .setDeadLetterId(letter.getDeadLetterId())
                .setLeadKey(KEY)
                .setListId("list")
                .setLeadId("lead")
                .setStage(letter.getStage())
                .setAttempt(letter.getAttempt())
                .setKind(kind)
                .setReason("not worth it")
                .setDecidedBy("a person")
                .setByPolicy(false)
                .setDecidedAt(now)
                .build();
    }

    private LeadTransition apply(LeadInput input) {
        LeadTransition transition = machine.on(KEY, memory, input, now);
        memory.apply(transition);
        return transition;
    }

    // ---- looks

    private LeadStatus status() {
        return memory.state().getStatus();
    }

    private static HandoffHeader header(LeadTransition transition) {
        Object request = one(transition, LeadEffect.Request.class).request();
        if (request instanceof ResearchRequest research) {
            return research.getHeader();
        }
        return request instanceof ScoringRequest scoring ? scoring.getHeader() : ((WriterRequest) request).getHeader();
    }

    private static LeadEnded ended(LeadTransition transition) {
        return one(transition, LeadEffect.Ended.class).ended();
    }

    private static TriageOutcome outcome(LeadTransition transition) {
        return one(transition, LeadEffect.Outcome.class).outcome();
    }

    private void assertEnded(LeadTransition transition, LeadStatus status, @Nullable String reason) {
        LeadResult result = one(transition, LeadEffect.Result.class).result();
        assertThat(result.getStatus()).isEqualTo(status);
        assertThat(result.getReason()).isEqualTo(reason);
        assertThat(FlatResults.of(result).getStatus()).isEqualTo(status.name());
        assertThat(ended(transition).getStatus()).isEqualTo(status);
        assertThat(ended(transition).getKind()).isEqualTo(EndedKind.SETTLED);
        assertThat(transition.dropPayloads()).isTrue();
        assertThat(status()).isEqualTo(status);
    }

    private DeadLetter assertParked(LeadTransition transition, Stage stage, FailureClass failureClass) {
        DeadLetter letter = one(transition, LeadEffect.DeadLettered.class).deadLetter();
        assertThat(letter.getStage()).isEqualTo(stage);
        assertThat(letter.getFailureClass()).isEqualTo(failureClass);
        assertThat(letter.getLeadKey()).isEqualTo(KEY);
        assertThat(status()).isEqualTo(LeadStatus.PARKED);
        assertThat(ended(transition).getStatus()).isEqualTo(LeadStatus.PARKED);
        return letter;
    }

    private static <E extends LeadEffect> E one(LeadTransition transition, Class<E> type) {
        List<E> found = all(transition, type);
        assertThat(found)
                .as(type.getSimpleName() + " in " + transition.effects())
                .hasSize(1);
        return found.get(0);
    }

    private static <E extends LeadEffect> List<E> all(LeadTransition transition, Class<E> type) {
        return transition.effects().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
