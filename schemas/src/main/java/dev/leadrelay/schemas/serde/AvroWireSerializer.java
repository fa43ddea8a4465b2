package dev.leadrelay.schemas.serde;

import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes records in the Confluent wire format. */
public final class AvroWireSerializer implements Serializer<Object> {
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object data) {
        throw new IllegalStateException("not configured");
    }
}
