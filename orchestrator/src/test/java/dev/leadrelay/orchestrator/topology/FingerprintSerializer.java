package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.serde.StoreCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Writes records without a registry: the schema's fingerprint stands in front. */
public final class FingerprintSerializer implements Serializer<Object> {
    private final Map<Class<?>, StoreCodec<SpecificRecord>> codecs = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public byte[] serialize(String topic, Object data) {
        return codecs.computeIfAbsent(data.getClass(), type -> StoreCodec.of((Class<SpecificRecord>) type))
                .encode((SpecificRecord) data);
    }
}
