package dev.leadrelay.orchestrator.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which leads have a timer, by the time when it is due. Times are rounded up to slots and the leads of a slot stand in
 * chunks, so that a timer costs a fraction of a changelog record. Which chunks exist is known in memory, rebuilt by one
 * scan that starts at a stored cursor: nothing ever walks the tombstones of timers past. One per task; not thread-safe.
 */
final class TimerIndex {
    private static final byte CHUNK_PREFIX = 't';
    private static final Bytes CURSOR = Bytes.wrap(new byte[] {'c'});
    private static final int CHUNK_SIZE = 32;

    private final KeyValueStore<Bytes, byte[]> store;
    private final long slotMillis;
    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private long cursor;

    /** @param slotMillis how much later than asked for a timer may fire */
    TimerIndex(KeyValueStore<Bytes, byte[]> store, long slotMillis) {
        this.store = store;
        this.slotMillis = slotMillis;
        byte[] stored = store.get(CURSOR);
        this.cursor = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
        try (KeyValueIterator<Bytes, byte[]> chunks =
                store.range(chunkKey(cursor + 1, 0), chunkKey(Long.MAX_VALUE, Integer.MAX_VALUE))) {
            chunks.forEachRemaining(this::found);
        }
    }

    private void found(KeyValue<Bytes, byte[]> entry) {
        ByteBuffer key = ByteBuffer.wrap(entry.key.get(), 1, Long.BYTES + Integer.BYTES);
        long slot = key.getLong();
        int chunk = key.getInt();
        Slot known = slots.get(slot);
        slots.put(
                slot,
                new Slot(
                        known == null ? chunk : known.first,
                        chunk,
                        read(entry.value).size()));
    }

    /** Arms a timer; the lead is given back by {@link #takeDue} once the time has come. */
    void add(long dueMillis, String leadKey) {
        long slot = Math.max(cursor + 1, Math.floorDiv(dueMillis + slotMillis - 1, slotMillis));
        Slot known = slots.get(slot);
        Slot tail;
        if (known == null) {
            tail = new Slot(0, 0, 0);
        } else {
            tail = known.size < CHUNK_SIZE ? known : new Slot(known.first, known.last + 1, 0);
        }
        Bytes key = chunkKey(slot, tail.last);
        store.put(key, appended(tail.size == 0 ? null : store.get(key), leadKey));
        slots.put(slot, new Slot(tail.first, tail.last, tail.size + 1));
    }

    /**
     * Takes leads whose timers are due out of the index.
     *
     * @param atLeast stops after the chunk that reaches this number; what is left comes with the next call
     */
    List<String> takeDue(long nowMillis, int atLeast) {
        List<String> due = new ArrayList<>();
        while (due.size() < atLeast) {
            Map.Entry<Long, Slot> first = slots.firstEntry();
            if (first == null || first.getKey() * slotMillis > nowMillis) {
                break;
            }
            takeChunk(first.getKey(), first.getValue(), due);
        }
        return due;
    }

    private void takeChunk(long slot, Slot at, List<String> due) {
        Bytes key = chunkKey(slot, at.first);
        due.addAll(read(store.get(key)));
        store.put(key, null);
        if (at.first < at.last) {
            slots.put(slot, new Slot(at.first + 1, at.last, at.size));
        } else {
            slots.remove(slot);
            cursor = slot;
            store.put(CURSOR, ByteBuffer.allocate(Long.BYTES).putLong(slot).array());
        }
    }

    private static byte[] appended(byte @Nullable [] chunk, String leadKey) {
        byte[] entry = leadKey.getBytes(StandardCharsets.UTF_8);
        int before = chunk == null ? 0 : chunk.length;
        ByteBuffer grown = ByteBuffer.allocate(before + Stored.sizeOf(entry));
        if (chunk != null) {
            grown.put(chunk);
        }
        Stored.put(grown, entry);
        return grown.array();
    }

    private static List<String> read(byte @Nullable [] chunk) {
        List<String> leads = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(chunk == null ? new byte[0] : chunk);
        while (in.hasRemaining()) {
            byte[] entry = Stored.get(in);
            leads.add(new String(entry == null ? new byte[0] : entry, StandardCharsets.UTF_8));
        }
        return leads;
    }

    private static Bytes chunkKey(long slot, int chunk) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES)
                .put(CHUNK_PREFIX)
                .putLong(slot)
                .putInt(chunk)
                .array());
    }

    /**
     * The chunks of a slot.
     *
     * @param first number of the first chunk
     * @param last number of the last chunk
     * @param size leads in the last chunk
     */
    private record Slot(int first, int last, int size) {}
}
