package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.LeadQueue;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.QueuedLead;
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
    private static final byte NO_QUEUE = -1;

    static StoredStub decode(byte @Nullable [] value) {
        if (value == null) {
            return new StoredStub(null, null, null);
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        byte[] stub = Stored.get(in);
        byte queue = in.get();
        return new StoredStub(
                stub == null ? null : Stored.decode(LeadStub.getDecoder(), stub),
                queue == NO_QUEUE ? null : LeadQueue.values()[queue],
                Stored.get(in));
    }

    byte[] encoded() {
        byte[] stubBytes = stub == null ? null : Stored.encode(LeadStub.getEncoder(), stub);
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
        return new StoredStub(stub, in, Stored.encode(QueuedLead.getEncoder(), lead));
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
        QueuedLead lead = Stored.decode(QueuedLead.getDecoder(), waiting);
        return lead.getSequence() == sequence ? lead : null;
    }
}
