package dev.leadrelay.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.Usage;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class StoreCodecTest {
    private final StoreCodec<LeadResult> codec = StoreCodec.of(LeadResult.class);

    @Property(tries = 200)
    void everyRecordComesBackAsItWas(@ForAll long seed) throws Exception {
        LeadResult record = RandomRecords.record(LeadResult.class, seed);
        byte[] bytes = codec.encode(record);

        assertThat(codec.decode(bytes)).isEqualTo(record);
        assertThat(new BinaryMessageDecoder<LeadResult>(AvroModels.SPECIFIC, LeadResult.getClassSchema())
                        .decode(bytes, null))
                .as("Avro's own decoder reads it")
                .isEqualTo(record);
    }

    @Property(tries = 1000)
    void hostileBytesGiveOneKindOfException(@ForAll long seed, @ForAll byte[] noise) {
        byte[] bytes = codec.encode(RandomRecords.record(LeadResult.class, seed));
        int at = Math.floorMod(seed, bytes.length);
        System.arraycopy(noise, 0, bytes, at, Math.min(noise.length, bytes.length - at));
        try {
            codec.decode(bytes);
        } catch (SerializationException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void readsOlderSchemasThatItKnowsAndRefusesOthers() throws Exception {
        Schema older = new Schema.Parser().parse("""
                        {"type":"record","name":"Usage","namespace":"dev.leadrelay.schemas.records","fields":[
                         {"name":"costMicros","type":"long"},{"name":"modelCalls","type":"int"},
                         {"name":"promptTokens","type":"int"},{"name":"completionTokens","type":"int"}]}""");
        GenericData.Record record = new GenericData.Record(older);
        record.put("costMicros", 4L);
        record.put("modelCalls", 1);
        record.put("promptTokens", 2);
        record.put("completionTokens", 3);
        ByteBuffer encoded = new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), older).encode(record);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);

        assertThat(StoreCodec.of(Usage.class, List.of(older)).decode(bytes)).isEqualTo(new Usage(1, 2L, 3L, 4L));
        assertThatThrownBy(() -> StoreCodec.of(Usage.class).decode(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("fingerprint");
    }
}
