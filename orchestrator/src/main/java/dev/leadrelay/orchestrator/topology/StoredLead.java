package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadMemory;
import dev.leadrelay.orchestrator.lead.LeadPayload;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.WriterResult;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A lead as the store has it: bytes, decoded when asked for. Not thread-safe. */
final class StoredLead implements LeadMemory {
    private final Map<@Nullable LeadPayload, Part> parts = new HashMap<>();
    private final Map<LeadPayload, SpecificRecord> decoded = new EnumMap<>(LeadPayload.class);
    private @Nullable Part newest;
    private @Nullable LeadState state;

    /** Takes in a stored value; {@code payload} is null for the record that holds a state alone. */
    void found(@Nullable LeadPayload payload, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        Part part = new Part(in.getLong(), Stored.get(in), Stored.get(in));
        parts.put(payload, part);
        if (part.state != null && (newest == null || part.version > newest.version)) {
            newest = part;
        }
    }

    boolean has(@Nullable LeadPayload payload) {
        return parts.containsKey(payload);
    }

    /** Version of the state in force; 0 for an unknown lead. */
    long version() {
        return newest == null ? 0 : newest.version;
    }

    byte @Nullable [] newestState() {
        return newest == null ? null : newest.state;
    }

    /** Version of the state that stands beside a payload; 0 when there is none. */
    long versionIn(LeadPayload payload) {
        Part part = parts.get(payload);
        return part == null ? 0 : part.version;
    }

    byte @Nullable [] stateIn(LeadPayload payload) {
        Part part = parts.get(payload);
        return part == null ? null : part.state;
    }

    @Override
    public @Nullable LeadState state() {
        byte[] bytes = newestState();
        if (state == null && bytes != null) {
            state = LeadCodecs.STATE.decode(bytes);
        }
        return state;
    }

    @Override
    public @Nullable LeadAdmitted admitted() {
        return payload(LeadPayload.ADMITTED, LeadCodecs.ADMITTED);
    }

    @Override
    public @Nullable ResearchResult research() {
        return payload(LeadPayload.RESEARCH, LeadCodecs.RESEARCH);
    }

    @Override
    public @Nullable ScoringResult score() {
        return payload(LeadPayload.SCORE, LeadCodecs.SCORE);
    }

    @Override
    public @Nullable WriterResult draft() {
        return payload(LeadPayload.DRAFT, LeadCodecs.DRAFT);
    }

    @SuppressWarnings("unchecked") // Each payload is decoded by its own codec only.
    private <T extends SpecificRecord> @Nullable T payload(LeadPayload payload, StoreCodec<T> codec) {
        SpecificRecord known = decoded.get(payload);
        Part part = parts.get(payload);
        if (known == null && part != null && part.payload != null) {
            known = codec.decode(part.payload);
            decoded.put(payload, known);
        }
        return (@Nullable T) known;
    }

    private record Part(long version, byte @Nullable [] state, byte @Nullable [] payload) {}
}
