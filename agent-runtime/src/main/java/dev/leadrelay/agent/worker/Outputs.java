package dev.leadrelay.agent.worker;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the work on one input record leaves behind: the records to send in the same transaction that commits the
 * input's offset. Immutable; empty when there is nothing to say.
 *
 * @param records already serialised and size-checked; an absent partition is chosen by key
 */
public record Outputs(List<ProducerRecord<byte[], byte[]>> records) {
    private static final int OVERHEAD = 64;

    public Outputs {
        records = List.copyOf(records);
    }

    /** Rough size on the wire before compression, in bytes. */
    long size() {
        long size = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            size += OVERHEAD
                    + (record.key() == null ? 0 : record.key().length)
                    + (record.value() == null ? 0 : record.value().length);
        }
        return size;
    }
}
