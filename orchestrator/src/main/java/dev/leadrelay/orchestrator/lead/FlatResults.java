package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadResultFlat;

/** Flattens results to scalars. */
public final class FlatResults {
    private FlatResults() {}

    /** The flat twin of a result. */
    public static LeadResultFlat of(LeadResult result) {
        throw new UnsupportedOperationException();
    }
}
