package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.LeadQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The keys of the list store: a kind, the list's id, a zero byte (which no id contains), and what else it takes. */
final class ListKeys {
    static final Bytes STATE = Bytes.wrap(new byte[] {'s'});
    static final Bytes FORGOTTEN = Bytes.wrap(new byte[] {'x'});

    private static final byte LEAD = 'l';
    private static final byte PART = 'p';
    private static final byte QUEUE = 'q';

    /** The kinds of which a list has many. */
    static final List<Byte> BELONGING = List.of(LEAD, PART, QUEUE);

    private ListKeys() {}

    static Bytes state(String listId) {
        return key(STATE.get()[0], listId, new byte[0]);
    }

    static Bytes forgotten(String listId) {
        return key(FORGOTTEN.get()[0], listId, new byte[0]);
    }

    static Bytes lead(String listId, String leadId) {
        return key(LEAD, listId, leadId.getBytes(StandardCharsets.UTF_8));
    }

    static Bytes part(String listId, int part) {
        return key(PART, listId, ByteBuffer.allocate(Integer.BYTES).putInt(part).array());
    }

    static Bytes chunk(String listId, LeadQueue queue, long chunk) {
        ByteBuffer rest = ByteBuffer.allocate(1 + Long.BYTES);
        return key(
                QUEUE, listId, rest.put((byte) queue.ordinal()).putLong(chunk).array());
    }

    /** Prefix of everything of a kind that belongs to the list whose marker this is. */
    static Bytes belonging(byte kind, Bytes marker) {
        byte[] prefix = marker.get().clone();
        prefix[0] = kind;
        return Bytes.wrap(prefix);
    }

    static KeyValueIterator<Bytes, byte[]> scan(KeyValueStore<Bytes, byte[]> store, Bytes prefix) {
        return store.prefixScan(prefix, new BytesSerializer());
    }

    /** The leads of a list in the order of their keys, those after one. */
    static KeyValueIterator<Bytes, byte[]> leadsAfter(
            KeyValueStore<Bytes, byte[]> store, String listId, String afterLeadId) {
        byte[] after = lead(listId, afterLeadId).get();
        byte[] from = afterLeadId.isEmpty() ? after : Arrays.copyOf(after, after.length + 1);
        byte[] end = key(LEAD, listId, new byte[0]).get();
        // The zero byte after the list's id, plus one: the first key that is no longer of this list.
        end[end.length - 1] = 1;
        return store.range(Bytes.wrap(from), Bytes.wrap(end));
    }

    private static Bytes key(byte kind, String listId, byte[] rest) {
        byte[] id = listId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + id.length + 1 + rest.length)
                .put(kind)
                .put(id)
                .put((byte) 0)
                .put(rest)
                .array());
    }
}
