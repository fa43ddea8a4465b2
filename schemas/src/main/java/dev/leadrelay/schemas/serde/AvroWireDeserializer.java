package dev.leadrelay.schemas.serde;

import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads records in the Confluent wire format. */
public final class AvroWireDeserializer implements Deserializer<Object> {
    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
        throw new IllegalStateException("not configured");
    }
}
