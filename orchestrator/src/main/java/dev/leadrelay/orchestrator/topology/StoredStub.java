package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.LeadQueue;
import dev.leadrelay.schemas.ReleasedSchemas;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.QueuedLead;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The record of one lead in the list store: its stub and, while it waits in a queue, what waits there.
 *
 * @param stub null until the machine wrote one
 * @param queue the queue it waits in; null when in none
 * @param waiting what waits in that queue, encoded; null when in none
 */
record StoredStub(@Nullable LeadStub stub, @Nullable LeadQueue queue, byte @Nullable [] waiting) {
    private static final StoreCodec<LeadStub> STUB = StoreCodec.of(LeadStub.class, ReleasedSchemas.of(LeadStub.class));
    private static final StoreCodec<QueuedLead> QUEUED =
            StoreCodec.of(QueuedLead.class, ReleasedSchemas.of(QueuedLead.class));
    private static final byte NO_QUEUE = -1;

    static StoredStub decode(byte @Nullable [] value) {
        if (value == null) {
            return new StoredStub(null, null, null);
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        byte[] stub = Stored.get(in);
        byte queue = in.get();
        return new StoredStub(
                stub == null ? null : STUB.decode(stub),
                queue == NO_QUEUE ? null : LeadQueue.values()[queue],
                Stored.get(in));
    }

    byte[] encoded() {
        byte[] stubBytes = stub == null ? null : STUB.encode(stub);
        ByteBuffer out = ByteBuffer.allocate(Stored.sizeOf(stubBytes) + 1 + Stored.sizeOf(waiting));
        Stored.put(out, stubBytes);
        out.put(queue == null ? NO_QUEUE : (byte) queue.ordinal());
        Stored.put(out, waiting);
        return out.array();
    }

    StoredStub with(LeadStub changed) {
        return new StoredStub(changed, queue, waiting);
    }

    StoredStub queued(LeadQueue in, QueuedLead lead) {
        return new StoredStub(stub, in, QUEUED.encode(lead));
    }

    /** Out of the queue, if this is where it waits. */
    StoredStub taken(LeadQueue from, long sequence) {
        return queuedAt(from, sequence) == null ? this : new StoredStub(stub, null, null);
    }

    /** What waits in the queue at that position; null when nothing does. */
    @Nullable
    QueuedLead queuedAt(LeadQueue in, long sequence) {
        if (queue != in || waiting == null) {
            return null;
        }
        QueuedLead lead = QUEUED.decode(waiting);
        return lead.getSequence() == sequence ? lead : null;
    }
}
