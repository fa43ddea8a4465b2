package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.WriterRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the request of a dead letter is made of; null where it has none.
 *
 * @param alone true when the request is the lead alone
 */
record RequestParts(
        @Nullable HandoffHeader header,
        Lead lead,
        @Nullable ListSettings settings,
        @Nullable Research research,
        @Nullable Score score,
        boolean alone) {

    static Optional<RequestParts> of(@Nullable Object request) {
        if (request instanceof Lead lead) {
            return Optional.of(new RequestParts(null, lead, null, null, null, true));
        }
        if (request instanceof ResearchRequest r) {
            return Optional.of(new RequestParts(r.getHeader(), r.getLead(), r.getSettings(), null, null, false));
        }
        if (request instanceof ScoringRequest r) {
            return Optional.of(
                    new RequestParts(r.getHeader(), r.getLead(), r.getSettings(), r.getResearch(), null, false));
        }
        return request instanceof WriterRequest r
                ? Optional.of(new RequestParts(
                        r.getHeader(), r.getLead(), r.getSettings(), r.getResearch(), r.getScore(), false))
                : Optional.empty();
    }
}
