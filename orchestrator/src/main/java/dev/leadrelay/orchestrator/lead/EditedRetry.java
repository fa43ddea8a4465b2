package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.WriterRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * RETRY_EDITED: the failed stage is asked again with a request that a person edited. Lead, research and score are what can
 * be edited; whatever is changed, and whatever was made from it, passes its gate again before it replaces what is stored.
 */
final class EditedRetry {
    private final StageGates gates;

    EditedRetry(StageGates gates) {
        this.gates = gates;
    }

    /** What a request is made of; null where its stage has none. */
    private record Parts(
            @Nullable HandoffHeader header,
            Lead lead,
            @Nullable ListSettings settings,
            @Nullable Research research,
            @Nullable Score score) {}

    /** Verdicts on what was edited or made from it; null where nothing of that is. */
    private record Asked(
            @Nullable Verdict lead,
            @Nullable Verdict research,
            @Nullable Verdict score) {}

    Ruling rule(LeadStep step, TriageDecision decision) {
        if (decision.getByPolicy()) {
            return new Ruling.Refused("a policy may not edit; only a person may");
        }
        Parts edited = parts(step.state().getStage(), decision.getInput());
        if (edited == null) {
            return new Ruling.Refused(
                    "RETRY_EDITED needs the edited request of " + step.state().getStage());
        }
        Parts stored = Objects.requireNonNull(parts(step.state().getStage(), Requests.current(step)));
        String foreign = foreign(step, stored, edited);
        if (foreign != null) {
            return new Ruling.Refused(foreign);
        }
        Asked asked = check(step, stored, edited);
        String objection = objection(asked);
        return objection == null
                ? new Ruling.Granted(() -> apply(step, decision, stored, edited, asked))
                : new Ruling.Refused(objection);
    }

    private static @Nullable Parts parts(Stage stage, @Nullable Object request) {
        return switch (stage) {
            case LISTS -> request instanceof Lead lead ? new Parts(null, lead, null, null, null) : null;
            case RESEARCH ->
                request instanceof ResearchRequest r
                        ? new Parts(r.getHeader(), r.getLead(), r.getSettings(), null, null)
                        : null;
            case SCORING ->
                request instanceof ScoringRequest r
                        ? new Parts(r.getHeader(), r.getLead(), r.getSettings(), r.getResearch(), null)
                        : null;
            case WRITER ->
                request instanceof WriterRequest r
                        ? new Parts(r.getHeader(), r.getLead(), r.getSettings(), r.getResearch(), r.getScore())
                        : null;
            case UNKNOWN -> null;
        };
    }

    /** Why the input is not this lead's; null when it is. Who a lead is and what its list says is not to be edited. */
    private static @Nullable String foreign(LeadStep step, Parts stored, Parts edited) {
        LeadState.Builder state = step.state();
        HandoffHeader header = edited.header();
        boolean otherRequest = header != null
                && !(header.getListId().equals(state.getListId())
                        && header.getLeadId().equals(state.getLeadId())
                        && header.getStage() == state.getStage()
                        && header.getAttempt() == state.getAttempt());
        if (otherRequest || !edited.lead().getLeadId().equals(state.getLeadId())) {
            return "the input is of another lead or attempt; leadId and header cannot be edited";
        }
        if (!Objects.equals(edited.lead().getExternalId(), stored.lead().getExternalId())
                || !edited.lead().getExtra().equals(stored.lead().getExtra())) {
            return "externalId and extra cannot be edited: results are joined by them";
        }
        return Objects.equals(edited.settings(), stored.settings())
                ? null
                : "the list's settings cannot be edited for one lead";
    }

    private Asked check(LeadStep step, Parts stored, Parts edited) {
        ListSettings settings = step.admitted().getSettings();
        Research research = edited.research();
        Score score = edited.score();
        boolean leadChanged = !edited.lead().equals(stored.lead());
        boolean researchChanged = leadChanged || !Objects.equals(research, stored.research());
        boolean scoreChanged = researchChanged || !Objects.equals(score, stored.score());
        return new Asked(
                leadChanged ? gates.lead(edited.lead(), settings) : null,
                research != null && researchChanged ? gates.research(edited.lead(), research) : null,
                research != null && score != null && scoreChanged
                        ? gates.score(edited.lead(), settings, research, score)
                        : null);
    }

    private static @Nullable String objection(Asked asked) {
        for (Verdict verdict : new Verdict[] {asked.lead(), asked.research(), asked.score()}) {
            if (verdict != null && !verdict.getPassed()) {
                return Messages.of(
                        "the gate " + verdict.getGate() + " rejects the input", LeadPipeline.stopping(verdict));
            }
        }
        return null;
    }

    private static void apply(LeadStep step, TriageDecision decision, Parts stored, Parts edited, Asked asked) {
        if (!edited.lead().equals(stored.lead())) {
            step.keep(
                    LeadPayload.ADMITTED,
                    LeadAdmitted.newBuilder(step.admitted())
                            .setLead(edited.lead())
                            .build());
        }
        keepResearch(step, decision, edited.research(), asked.research());
        keepScore(step, decision, edited.score(), asked.score());
        Decisions.withdrawApprovals(step);
        step.askToResume(step.state().getStage());
    }

    /** What was asked about gets its new verdict, and the person's name where it is another than before. */
    private static void keepResearch(
            LeadStep step, TriageDecision decision, @Nullable Research edited, @Nullable Verdict verdict) {
        ResearchResult before = step.research();
        if (before == null || edited == null || verdict == null) {
            return;
        }
        ResearchResult.Builder kept = ResearchResult.newBuilder(before).setVerdict(verdict);
        if (!edited.equals(before.getOutcome())) {
            kept.setOutcome(edited).setProvenance(by(before.getProvenance(), decision));
        }
        step.keep(LeadPayload.RESEARCH, kept.build());
    }

    private static void keepScore(
            LeadStep step, TriageDecision decision, @Nullable Score edited, @Nullable Verdict verdict) {
        ScoringResult before = step.score();
        if (before == null || edited == null || verdict == null) {
            return;
        }
        ScoringResult.Builder kept = ScoringResult.newBuilder(before).setVerdict(verdict);
        if (!edited.equals(before.getOutcome())) {
            kept.setOutcome(edited).setProvenance(by(before.getProvenance(), decision));
        }
        step.keep(LeadPayload.SCORE, kept.build());
    }

    private static Provenance by(Provenance agents, TriageDecision decision) {
        return Provenance.newBuilder(agents)
                .setDecidedBy(decision.getDecidedBy())
                .build();
    }
}
