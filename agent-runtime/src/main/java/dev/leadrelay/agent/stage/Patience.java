package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.attempt.Outages;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** The codec for work that can wait: while the registry gives no answer, so does it. Thread-safe. */
final class Patience {
    private final RecordCodec codec;
    private final Outages outages;

    Patience(RecordCodec codec, Outages outages) {
        this.codec = codec;
        this.outages = outages;
    }

    <T extends SpecificRecord> Decoded<T> decode(String topic, byte[] bytes, Class<T> type)
            throws InterruptedException {
        return untilAnswered(() -> codec.decode(topic, bytes, type));
    }

    byte[] encode(String topic, SpecificRecord record) throws InterruptedException {
        return untilAnswered(() -> codec.encode(topic, record));
    }

    /** Bytes of a record for a topic that was encoded for before. */
    long sizeOf(String topic, SpecificRecord record) {
        return codec.encode(topic, record).length;
    }

    private <T> T untilAnswered(Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (RegistryUnavailableException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("interrupted while asking the schema registry");
                }
                String detail = e.getMessage() == null ? e.toString() : e.getMessage();
                outages.await("the schema registry (DEPENDENCY_UNAVAILABLE)", detail, () -> answers(work));
            }
        }
    }

    private static boolean answers(Supplier<?> work) {
        try {
            // Any answer will do.
            return work.get() != null;
        } catch (RegistryUnavailableException e) {
            return false;
        } catch (RuntimeException e) {
            // An answer, if a bad one: the record's own thread will meet it again.
            return true;
        }
    }
}
