package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.util.Optional;

/** Finds the whole result of an ended lead in its topic. Thread-safe. */
final class ResultSearch {
    private final OriginalSearch records;
    private final RecordCodec codec;

    ResultSearch(OriginalSearch records, RecordCodec codec) {
        this.records = records;
        this.codec = codec;
    }

    /**
     * The result; empty when it is no longer there, or another has taken its place.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    Optional<LeadResult> find(LeadRow end) {
        Source seen = end.seen();
        return records.find(seen.topic(), seen.partition(), seen.offset())
                .flatMap(record -> switch (codec.decode(seen.topic(), record.value(), LeadResult.class)) {
                    case Decoded.Value<LeadResult> found -> Optional.of(found.value());
                    case Decoded.Undecodable<LeadResult> unreadable -> Optional.empty();
                });
    }
}
