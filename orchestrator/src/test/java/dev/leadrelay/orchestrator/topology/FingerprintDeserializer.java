package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what {@link FingerprintSerializer} wrote for one of LeadRelay's topics. */
public final class FingerprintDeserializer implements Deserializer<Object> {
    private final Map<String, StoreCodec<? extends SpecificRecord>> codecs = new Topics("")
            .all().stream().collect(Collectors.toMap(Topic::name, topic -> StoreCodec.of(topic.valueType())));

    @Override
    public Object deserialize(String topic, byte[] data) {
        StoreCodec<? extends SpecificRecord> codec = codecs.get(topic);
        if (codec == null) {
            throw new SerializationException("no topic " + topic);
        }
        return codec.decode(data);
    }
}
