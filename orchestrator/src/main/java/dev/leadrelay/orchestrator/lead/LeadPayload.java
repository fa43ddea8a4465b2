package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.WriterResult;
import org.apache.avro.specific.SpecificRecord;

/** The payloads that are kept beside a lead's state, each under a key of its own. */
public enum LeadPayload {
    /** The admission that brought lead, settings and source. */
    ADMITTED(LeadAdmitted.class),
    /** The accepted answer of each stage, its verdict replaced by the orchestrator's own. */
    RESEARCH(ResearchResult.class),
    SCORE(ScoringResult.class),
    DRAFT(WriterResult.class);

    private final Class<? extends SpecificRecord> type;

    LeadPayload(Class<? extends SpecificRecord> type) {
        this.type = type;
    }

    /** Record type of the payload. */
    public Class<? extends SpecificRecord> type() {
        return type;
    }
}
