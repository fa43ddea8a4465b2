package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.WriterResult;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one lead before an input, as written by earlier transitions. An interface, so that a payload
 * is read from the store only when the machine asks for it. Answers must not change during one call of the machine.
 */
public interface LeadMemory {
    /** The state; null for a lead that is not known. */
    @Nullable
    LeadState state();

    /** {@link LeadPayload#ADMITTED}; null for an unknown or a terminal lead. */
    @Nullable
    LeadAdmitted admitted();

    /** {@link LeadPayload#RESEARCH}; null until research was accepted. */
    @Nullable
    ResearchResult research();

    /** {@link LeadPayload#SCORE}; null until the score was accepted. */
    @Nullable
    ScoringResult score();

    /** {@link LeadPayload#DRAFT}; null unless a draft waits for its approval. */
    @Nullable
    WriterResult draft();
}
