package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.WriterResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the result of a lead that has just become terminal. */
final class Results {
    private Results() {}

    static LeadResult of(LeadStep step) {
        LeadState.Builder state = step.state();
        Lead lead = step.admitted().getLead();
        boolean delivered = state.getStatus() == LeadStatus.DELIVERED;
        List<Verdict> verdicts = new ArrayList<>();
        List<Provenance> provenance = new ArrayList<>();
        ResearchResult research = step.research();
        if (research != null) {
            add(verdicts, research.getVerdict());
            provenance.add(research.getProvenance());
        }
        ScoringResult score = step.score();
        if (score != null) {
            add(verdicts, score.getVerdict());
            provenance.add(score.getProvenance());
        }
        WriterResult draft = step.draft();
        if (draft != null && delivered) {
            add(verdicts, draft.getVerdict());
            provenance.add(draft.getProvenance());
        }
        return LeadResult.newBuilder()
                .setLeadKey(step.leadKey())
                .setListId(state.getListId())
                .setLeadId(state.getLeadId())
                .setExternalId(lead.getExternalId())
                .setStatus(state.getStatus())
                .setReason(state.getReason())
                .setLead(lead)
                .setResearch(Requests.research(step))
                .setScore(Requests.score(step))
                .setDraft(delivered ? Requests.draft(step) : null)
                .setVerdicts(verdicts)
                .setProvenance(provenance)
                .setUsage(Costs.total(state))
                .setAttempts(state.getDispatches())
                .setSimulated(provenance.stream().anyMatch(Provenance::getSimulated))
                .setEndedAt(step.now())
                .build();
    }

    private static void add(List<Verdict> verdicts, @Nullable Verdict verdict) {
        if (verdict != null) {
            verdicts.add(verdict);
        }
    }
}
