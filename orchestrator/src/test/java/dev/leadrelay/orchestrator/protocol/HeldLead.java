package dev.leadrelay.orchestrator.protocol;

import dev.leadrelay.orchestrator.lead.LeadMemory;
import dev.leadrelay.orchestrator.lead.LeadPayload;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.WriterResult;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A lead's memory as the topology keeps it, in a map. */
public final class HeldLead implements LeadMemory {
    private final Map<LeadPayload, SpecificRecord> payloads = new EnumMap<>(LeadPayload.class);
    private @Nullable LeadState state;

    public void apply(LeadTransition transition) {
        if (transition.stateChanged()) {
            state = transition.state();
        }
        if (transition.dropPayloads()) {
            payloads.clear();
        }
        payloads.putAll(transition.payloads());
    }

    public boolean holdsPayloads() {
        return !payloads.isEmpty();
    }

    @Override
    public @Nullable LeadState state() {
        return state;
    }

    @Override
    public @Nullable LeadAdmitted admitted() {
        return (LeadAdmitted) payloads.get(LeadPayload.ADMITTED);
    }

    @Override
    public @Nullable ResearchResult research() {
        return (ResearchResult) payloads.get(LeadPayload.RESEARCH);
    }

    @Override
    public @Nullable ScoringResult score() {
        return (ScoringResult) payloads.get(LeadPayload.SCORE);
    }

    @Override
    public @Nullable WriterResult draft() {
        return (WriterResult) payloads.get(LeadPayload.DRAFT);
    }
}
