package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadPayload;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What the lead machine remembers, in as few changelog records as will do: a state that changes together with a payload
 * is written into the payload's own record, and the highest version of a lead's states is the one in force. One per
 * task; not thread-safe.
 */
final class LeadStore {
    /** Key prefix of a state that changed without a payload. */
    private static final byte STATE = 's';

    private final KeyValueStore<Bytes, byte[]> store;

    LeadStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** What is remembered of a lead now; payloads are decoded only when asked for. */
    static StoredLead read(ReadOnlyKeyValueStore<Bytes, byte[]> store, String leadKey) {
        StoredLead lead = new StoredLead();
        lead.found(null, store.get(key(STATE, leadKey)));
        for (LeadPayload payload : LeadPayload.values()) {
            lead.found(payload, store.get(key(prefix(payload), leadKey)));
        }
        return lead;
    }

    StoredLead read(String leadKey) {
        return read(store, leadKey);
    }

    /** Writes what a transition changed. */
    void apply(String leadKey, StoredLead before, LeadTransition transition) {
        byte[] state = transition.stateChanged() ? LeadCodecs.encode(transition.state()) : null;
        boolean forgotten = transition.stateChanged() && state == null;
        if (forgotten || transition.dropPayloads()) {
            drop(leadKey, before, forgotten || state != null ? state : before.newestState());
        } else if (transition.payloads().isEmpty()) {
            if (state != null) {
                store.put(key(STATE, leadKey), value(before.version() + 1, state, null));
            }
        } else {
            writePayloads(leadKey, before, transition.payloads(), state);
        }
    }

    private void writePayloads(
            String leadKey, StoredLead before, Map<LeadPayload, SpecificRecord> payloads, byte @Nullable [] state) {
        boolean stateToWrite = state != null;
        for (Map.Entry<LeadPayload, SpecificRecord> entry : payloads.entrySet()) {
            LeadPayload at = entry.getKey();
            byte[] payload = LeadCodecs.encode(at, entry.getValue());
            if (stateToWrite) {
                put(at, leadKey, before.version() + 1, state, payload);
                stateToWrite = false;
            } else {
                // A state that stands in this record must survive with its own version.
                put(at, leadKey, before.versionIn(at), before.stateIn(at), payload);
            }
        }
    }

    /** Deletes everything of a lead but a last state, which overwrites the first payload instead of leaving two records. */
    private void drop(String leadKey, StoredLead before, byte @Nullable [] lastState) {
        if (before.has(null)) {
            store.put(key(STATE, leadKey), null);
        }
        for (LeadPayload payload : LeadPayload.values()) {
            boolean overwritten = payload == LeadPayload.ADMITTED && lastState != null;
            if (before.has(payload) && !overwritten) {
                store.put(key(prefix(payload), leadKey), null);
            }
        }
        if (lastState != null) {
            put(LeadPayload.ADMITTED, leadKey, before.version() + 1, lastState, null);
        }
    }

    private void put(LeadPayload at, String leadKey, long version, byte @Nullable [] state, byte @Nullable [] payload) {
        store.put(key(prefix(at), leadKey), value(version, state, payload));
    }

    private static byte[] value(long version, byte @Nullable [] state, byte @Nullable [] payload) {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + Stored.sizeOf(state) + Stored.sizeOf(payload));
        out.putLong(version);
        Stored.put(out, state);
        Stored.put(out, payload);
        return out.array();
    }

    private static byte prefix(LeadPayload payload) {
        return switch (payload) {
            case ADMITTED -> 'a';
            case RESEARCH -> 'r';
            case SCORE -> 'f';
            case DRAFT -> 'd';
        };
    }

    private static Bytes key(byte prefix, String leadKey) {
        byte[] text = leadKey.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(text.length + 1).put(prefix).put(text).array());
    }
}
