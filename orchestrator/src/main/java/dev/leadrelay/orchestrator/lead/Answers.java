package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.schemas.records.WriterResult;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What an agent's answer does to a known lead. */
final class Answers {
    /** The chain of hand-overs is hashed into the header, and whoever answers repeats it. */
    private static final String FOREIGN_LINEAGE =
            "the answer's lineage is not its request's: something handed the lead on that was not asked to";

    private final StageGates gates;

    Answers(StageGates gates) {
        this.gates = gates;
    }

    void take(LeadStep step, StageAnswer answer) {
        LeadState.Builder state = step.state();
        boolean current = isCurrent(state, answer);
        if (current && LeadPipeline.active(state.getStatus())) {
            charge(state, answer);
            arrive(step, answer, false);
        } else if (isGivenUp(state, answer)) {
            Costs.close(state, answer.stage(), answer.header().getAttempt());
            charge(state, answer);
            step.count("answer.after-timeout", answer.stage());
            step.supersede("the answer arrived after all");
            arrive(step, answer, true);
        } else {
            takeStray(step, answer);
        }
    }

    /** True for the answer to the request that was dispatched last. */
    static boolean isCurrent(LeadState.Builder state, StageAnswer answer) {
        return answer.header().getStage() == answer.stage()
                && answer.stage() == state.getStage()
                && answer.header().getAttempt() == state.getAttempt()
                && state.getDispatchedAt() != null
                && (LeadPipeline.active(state.getStatus()) || state.getStatus() == LeadStatus.PARKED);
    }

    /** True for the answer to a request whose deadline has parked the lead; an agent's own STAGE_TIMEOUT is an answer. */
    static boolean isGivenUp(LeadState.Builder state, StageAnswer answer) {
        return isCurrent(state, answer)
                && state.getParkedAs() == FailureClass.STAGE_TIMEOUT
                && Costs.isOpen(state, answer.stage(), answer.header().getAttempt());
    }

    /** An answer nobody waits for corrects what its attempt was charged for want of it, and nothing else. */
    static void takeStray(LeadStep step, StageAnswer answer) {
        LeadState.Builder state = step.state();
        int attempt = answer.header().getAttempt();
        if (answer.header().getStage() != answer.stage()) {
            step.count("answer.foreign-stage", answer.stage());
        } else if (Costs.close(state, answer.stage(), attempt)) {
            charge(state, answer);
            step.count("answer.late", answer.stage());
            step.move(state.getStatus());
            step.report(EndedKind.COST_CORRECTED);
        } else if (attempt >= 1 && attempt <= attempts(state, answer.stage())) {
            step.count("answer.duplicate", answer.stage());
        } else {
            step.count("answer.foreign-attempt", answer.stage());
        }
    }

    static void charge(LeadState.Builder state, StageAnswer answer) {
        state.setUsage(Costs.sum(state.getUsage(), answer.usage()));
    }

    private void arrive(LeadStep step, StageAnswer answer, boolean late) {
        if (step.state().getCancelRequested()) {
            Moves.end(step, LeadStatus.DISCARDED, LeadPipeline.CANCELLED);
        } else if (!answer.header().getLineage().equals(step.state().getLineage())) {
            reject(step, answer, FailureClass.LOOP_DETECTED, FOREIGN_LINEAGE, null);
        } else if (answer.outcome() instanceof StageFailed failed) {
            fail(step, answer, failed);
        } else if (!isWhole(answer.stage(), answer.outcome())) {
            reject(step, answer, FailureClass.CONTRACT_VIOLATION, "the answer holds no usable outcome", null);
        } else {
            check(step, answer, (SpecificRecord) Objects.requireNonNull(answer.outcome()), late);
        }
    }

    private static void fail(LeadStep step, StageAnswer answer, StageFailed failed) {
        if (failed.getFailureClass() == FailureClass.UNKNOWN) {
            String message = "the agent failed with a class that is not known: " + failed.getMessage();
            reject(step, answer, FailureClass.CONTRACT_VIOLATION, message, null);
            return;
        }
        Moves.park(
                step,
                new Moves.Failure(
                        failed.getFailureClass(),
                        failed.getMessage(),
                        failed.getViolations(),
                        failed.getCandidate(),
                        answer.provenance(),
                        answer.usage()));
    }

    private void check(LeadStep step, StageAnswer answer, SpecificRecord outcome, boolean late) {
        Verdict verdict = verdict(step, outcome);
        Verdict agents = answer.verdict();
        Verdict objecting = !verdict.getPassed() ? verdict : agents != null && !agents.getPassed() ? agents : null;
        if (objecting != null) {
            String what = "the gate " + objecting.getGate() + " did not pass the outcome";
            reject(step, answer, LeadPipeline.objection(objecting), what, objecting);
            return;
        }
        LeadPipeline.Next next = next(step, outcome);
        switch (next) {
            case LeadPipeline.Next.Ask ask -> {
                keep(step, answer, verdict);
                if (late) {
                    step.askToResume(ask.stage());
                } else {
                    Moves.dispatch(step, ask.stage());
                }
            }
            case LeadPipeline.Next.Deliver deliver -> {
                keep(step, answer, verdict);
                Moves.end(step, LeadStatus.DELIVERED, null);
            }
            case LeadPipeline.Next.Disqualify disqualify -> {
                keep(step, answer, verdict);
                Moves.end(step, LeadStatus.DISQUALIFIED, disqualify.reason());
            }
            case LeadPipeline.Next.Park park -> {
                if (park.failureClass() == FailureClass.APPROVAL_REQUIRED) {
                    keep(step, answer, verdict);
                }
                reject(step, answer, park.failureClass(), park.message(), null);
            }
        }
    }

    /** What the stage's gate says of an outcome, beside what was accepted before it. */
    Verdict verdict(LeadStep step, SpecificRecord outcome) {
        Lead lead = step.admitted().getLead();
        ListSettings settings = step.admitted().getSettings();
        if (outcome instanceof Research research) {
            return gates.research(lead, research);
        }
        Research research = Objects.requireNonNull(Requests.research(step), "the research is missing");
        if (outcome instanceof Score score) {
            return gates.score(lead, settings, research, score);
        }
        Score score = Objects.requireNonNull(Requests.score(step), "the score is missing");
        return gates.draft(lead, settings, research, score, (Draft) outcome);
    }

    LeadPipeline.Next next(LeadStep step, SpecificRecord outcome) {
        ListSettings settings = step.admitted().getSettings();
        if (outcome instanceof Research research) {
            return LeadPipeline.after(research, settings);
        }
        return outcome instanceof Score score
                ? LeadPipeline.after(score, gates.deliverFrom(settings))
                : LeadPipeline.after((Draft) outcome, settings);
    }

    static void keep(LeadStep step, StageAnswer a, Verdict verdict) {
        switch (a.stage()) {
            case RESEARCH ->
                step.keep(
                        LeadPayload.RESEARCH,
                        new ResearchResult(a.header(), a.outcome(), verdict, a.usage(), a.provenance()));
            case SCORING ->
                step.keep(
                        LeadPayload.SCORE,
                        new ScoringResult(a.header(), a.outcome(), verdict, a.usage(), a.provenance()));
            case WRITER ->
                step.keep(
                        LeadPayload.DRAFT,
                        new WriterResult(a.header(), a.outcome(), verdict, a.usage(), a.provenance()));
            case LISTS, UNKNOWN -> throw new IllegalArgumentException(a.stage() + " gives no outcome");
        }
    }

    private static void reject(
            LeadStep step, StageAnswer answer, FailureClass failureClass, String what, @Nullable Verdict verdict) {
        List<Violation> violations = verdict == null ? List.of() : verdict.getViolations();
        Object outcome = answer.outcome();
        boolean candidate = outcome instanceof Research || outcome instanceof Score || outcome instanceof Draft;
        Moves.park(
                step,
                new Moves.Failure(
                        failureClass,
                        Messages.of(what, violations),
                        violations,
                        candidate ? outcome : null,
                        answer.provenance(),
                        answer.usage()));
    }

    /** True when the outcome is its stage's own record and no enum in it was unreadable. */
    static boolean isWhole(Stage stage, @Nullable Object outcome) {
        return switch (stage) {
            case RESEARCH -> outcome instanceof Research research && research.getStatus() != ResearchStatus.UNKNOWN;
            case SCORING -> outcome instanceof Score score && score.getTier() != Tier.UNKNOWN;
            case WRITER -> outcome instanceof Draft;
            case LISTS, UNKNOWN -> false;
        };
    }

    private static int attempts(LeadState.Builder state, Stage stage) {
        return switch (stage) {
            case RESEARCH -> state.getResearchAttempts();
            case SCORING -> state.getScoringAttempts();
            case WRITER -> state.getWriterAttempts();
            case LISTS, UNKNOWN -> 0;
        };
    }
}
