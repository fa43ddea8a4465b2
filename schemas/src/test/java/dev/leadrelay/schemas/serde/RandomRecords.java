package dev.leadrelay.schemas.serde;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;

/** Arbitrary records of all topics, made by Avro's own generator and classic reader: not by the code under test. */
final class RandomRecords {
    static final List<Topic> TOPICS = new Topics("").all();

    record Sample(Topic topic, SpecificRecord record) {}

    private RandomRecords() {}

    static Arbitrary<Sample> samples() {
        return Arbitraries.randomValue(RandomRecords::sample);
    }

    private static Sample sample(Random random) {
        Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        return new Sample(topic, record(topic.valueType(), random.nextLong()));
    }

    static <T extends SpecificRecord> T record(Class<T> type, long seed) {
        Schema schema = SpecificData.get().getSchema(type);
        Object generic = new RandomData(schema, 1, seed).iterator().next();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(generic, encoder);
            encoder.flush();
            return new SpecificDatumReader<>(type)
                    .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
