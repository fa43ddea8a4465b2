package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadPayload;
import dev.leadrelay.schemas.ReleasedSchemas;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.WriterResult;
import dev.leadrelay.schemas.serde.StoreCodec;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Bytes of a lead's state and payloads in the store. */
final class LeadCodecs {
    static final StoreCodec<LeadState> STATE = StoreCodec.of(LeadState.class, ReleasedSchemas.of(LeadState.class));
    static final StoreCodec<LeadAdmitted> ADMITTED =
            StoreCodec.of(LeadAdmitted.class, ReleasedSchemas.of(LeadAdmitted.class));
    static final StoreCodec<ResearchResult> RESEARCH =
            StoreCodec.of(ResearchResult.class, ReleasedSchemas.of(ResearchResult.class));
    static final StoreCodec<ScoringResult> SCORE =
            StoreCodec.of(ScoringResult.class, ReleasedSchemas.of(ScoringResult.class));
    static final StoreCodec<WriterResult> DRAFT =
            StoreCodec.of(WriterResult.class, ReleasedSchemas.of(WriterResult.class));

    private LeadCodecs() {}

    static byte @Nullable [] encode(@Nullable LeadState state) {
        return state == null ? null : STATE.encode(state);
    }

    static byte[] encode(LeadPayload payload, SpecificRecord record) {
        return switch (payload) {
            case ADMITTED -> ADMITTED.encode((LeadAdmitted) record);
            case RESEARCH -> RESEARCH.encode((ResearchResult) record);
            case SCORE -> SCORE.encode((ScoringResult) record);
            case DRAFT -> DRAFT.encode((WriterResult) record);
        };
    }
}
