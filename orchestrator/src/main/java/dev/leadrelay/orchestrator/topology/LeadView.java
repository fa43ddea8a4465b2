package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.WriterResult;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A lead as this instance's store has it.
 *
 * @param admitted null when the lead is terminal, like the payloads
 */
public record LeadView(
        LeadState state,
        @Nullable LeadAdmitted admitted,
        @Nullable ResearchResult research,
        @Nullable ScoringResult score,
        @Nullable WriterResult draft) {

    /** Where a lead is looked up. */
    public sealed interface Found {
        /** Here, and this is it. */
        record Here(LeadView lead) implements Found {}

        /** At another instance. */
        record At(HostInfo host) implements Found {}

        /** Nowhere: no such lead is known. */
        record Nowhere() implements Found {}

        /** Its owner changes right now; ask again in a moment. */
        record Moving() implements Found {}
    }

    /** Key of the lead that this is about. */
    public String leadKey() {
        return Identifiers.leadKey(state.getListId(), state.getLeadId());
    }

    /** Looks a lead up; reads only the local store. */
    public static Found find(KafkaStreams streams, HostInfo self, String leadKey) {
        try {
            KeyQueryMetadata owner = streams.queryMetadataForKey(LeadProcessor.STORE, leadKey, new StringSerializer());
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new Found.Moving();
            }
            if (!owner.activeHost().equals(self)) {
                return new Found.At(owner.activeHost());
            }
            ReadOnlyKeyValueStore<Bytes, byte[]> store = streams.store(StoreQueryParameters.fromNameAndType(
                            LeadProcessor.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(owner.partition()));
            return read(store, leadKey).<Found>map(Found.Here::new).orElseGet(Found.Nowhere::new);
        } catch (IllegalStateException | InvalidStateStoreException e) {
            return new Found.Moving();
        }
    }

    static Optional<LeadView> read(ReadOnlyKeyValueStore<Bytes, byte[]> store, String leadKey) {
        StoredLead lead = LeadStore.read(store, leadKey);
        LeadState state = lead.state();
        return state == null
                ? Optional.empty()
                : Optional.of(new LeadView(state, lead.admitted(), lead.research(), lead.score(), lead.draft()));
    }
}
