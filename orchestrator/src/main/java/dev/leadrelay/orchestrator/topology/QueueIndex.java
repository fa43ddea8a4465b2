package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.LeadQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which lead stands at which position of a queue. Positions are handed out without gaps and stand in chunks addressed by
 * their number; a lead that left its queue stays in its chunk until the queue's head has passed it.
 */
final class QueueIndex {
    private static final int CHUNK_SIZE = 64;

    private final KeyValueStore<Bytes, byte[]> store;

    QueueIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void put(String listId, LeadQueue queue, long sequence, String leadId) {
        Bytes key = ListKeys.chunk(listId, queue, sequence / CHUNK_SIZE);
        byte[][] entries = read(store.get(key));
        entries[(int) (sequence % CHUNK_SIZE)] = leadId.getBytes(StandardCharsets.UTF_8);
        store.put(key, write(entries));
    }

    @Nullable
    String leadAt(String listId, LeadQueue queue, long sequence) {
        byte[] chunk = store.get(ListKeys.chunk(listId, queue, sequence / CHUNK_SIZE));
        byte[] leadId = chunk == null ? null : read(chunk)[(int) (sequence % CHUNK_SIZE)];
        return leadId == null ? null : new String(leadId, StandardCharsets.UTF_8);
    }

    /** Deletes the chunks that the head has passed. */
    void headMoved(String listId, LeadQueue queue, long from, long to) {
        for (long chunk = from / CHUNK_SIZE; chunk < to / CHUNK_SIZE; chunk++) {
            store.put(ListKeys.chunk(listId, queue, chunk), null);
        }
    }

    private static byte[][] read(byte @Nullable [] chunk) {
        byte[][] entries = new byte[CHUNK_SIZE][];
        ByteBuffer in = ByteBuffer.wrap(chunk == null ? new byte[0] : chunk);
        for (int i = 0; in.hasRemaining(); i++) {
            entries[i] = Stored.get(in);
        }
        return entries;
    }

    private static byte[] write(byte[][] entries) {
        int last = 0;
        int size = 0;
        for (int i = 0; i < entries.length; i++) {
            last = entries[i] == null ? last : i;
        }
        for (int i = 0; i <= last; i++) {
            size += Stored.sizeOf(entries[i]);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int i = 0; i <= last; i++) {
            Stored.put(out, entries[i]);
        }
        return out.array();
    }
}
