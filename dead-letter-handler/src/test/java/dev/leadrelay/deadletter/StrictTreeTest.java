package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.schemas.records.WriterRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;

class StrictTreeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Schema> EDITABLE = List.of(
            Lead.getClassSchema(),
            ResearchRequest.getClassSchema(),
            ScoringRequest.getClassSchema(),
            WriterRequest.getClassSchema(),
            Research.getClassSchema(),
            Score.getClassSchema(),
            Draft.getClassSchema());

    @Property(tries = 300)
    void whatRecordTreeWritesIsReadBackUnchanged(@ForAll long seed) throws JsonProcessingException {
        for (Schema schema : EDITABLE) {
            SpecificRecord record = random(schema, seed);
            JsonNode sent = JSON.readTree(RecordTree.of(record).toString());
            StrictTree.Reading reading = StrictTree.read(schema, sent);
            assertThat(reading.violations()).isEmpty();
            assertThat(reading.record()).isEqualTo(record);
            assertThat(RecordTree.of(reading.record())).isEqualTo(RecordTree.of(record));
        }
    }

    @Property(tries = 300)
    void anyTextOfWholeCharactersIsReadBackUnchanged(@ForAll String subject, @ForAll String owner)
            throws JsonProcessingException {
        Draft draft = GateSamples.draft().setSubject(whole(subject)).build();
        Lead lead = GateSamples.lead()
                .setExtra(Map.of(whole(owner), whole(subject)))
                .build();
        for (SpecificRecord record : List.of(draft, lead)) {
            JsonNode sent = JSON.readTree(RecordTree.of(record).toString());
            assertThat(StrictTree.read(record.getSchema(), sent).record()).isEqualTo(record);
        }
    }

    /** Whatever single field is dropped, put in twice under another name, or given another type is named at its place. */
    @Property(tries = 300)
    void aDamagedFieldIsNamedByItsPointer(@ForAll long seed, @ForAll int choice) {
        Schema schema = EDITABLE.get(Math.floorMod(choice, EDITABLE.size()));
        ObjectNode json = (ObjectNode) RecordTree.of(random(schema, seed));
        List<Schema.Field> fields = schema.getFields();
        Schema.Field field = fields.get(Math.floorMod(seed, fields.size()));
        String path = "/" + field.name();

        JsonNode value = json.remove(field.name());
        assertOnly(schema, json, "schema.missing-field", path);
        ArrayNode wrong = JSON.createArrayNode().add(JSON.createArrayNode());
        json.set(field.name(), wrong);
        assertThat(StrictTree.read(schema, json).violations())
                .extracting(Violation::getPath)
                .allMatch(at -> at.equals(path) || at.equals(path + "/0"))
                .isNotEmpty();
        json.set(field.name(), value);
        json.put("no~such/field", 1);
        assertOnly(schema, json, "schema.unknown-field", "/no~0such~1field");
    }

    @Example
    void namesWhatIsWrongDeepInside() {
        ObjectNode json = (ObjectNode) RecordTree.of(GateSamples.writerRequest());
        ((ObjectNode) json.at("/lead")).put("employeeCount", 3_000_000_000L);
        ((ObjectNode) json.at("/lead")).put("emailKind", "PERSONAL");
        ((ObjectNode) json.at("/lead")).putNull("doNotContact");
        ((ObjectNode) json.at("/research/evidence/0")).put("retrievedAt", "yesterday");
        ((ObjectNode) json.at("/research/evidence/0")).put("quote", "half \uD83D");
        ((ObjectNode) json.at("/score")).put("confidence", "high");
        assertThat(StrictTree.read(WriterRequest.getClassSchema(), json).violations())
                .extracting(Violation::getPath)
                .containsExactlyInAnyOrder(
                        "/lead/employeeCount",
                        "/lead/emailKind",
                        "/lead/doNotContact",
                        "/research/evidence/0/retrievedAt",
                        "/research/evidence/0/quote",
                        "/score/confidence");
    }

    @Example
    void namesAHundredAtMost() {
        ObjectNode json = (ObjectNode) RecordTree.of(GateSamples.draft().build());
        for (int i = 0; i < 500; i++) {
            json.put("field-" + i, i);
        }
        assertThat(StrictTree.read(Draft.getClassSchema(), json).violations()).hasSize(100);
    }

    private static void assertOnly(Schema schema, JsonNode json, String code, String path) {
        assertThat(StrictTree.read(schema, json).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.getCode()).isEqualTo(code);
            assertThat(violation.getPath()).isEqualTo(path);
        });
    }

    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static SpecificRecord random(Schema schema, long seed) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema)
                    .write(new RandomData(schema, 1, seed).iterator().next(), encoder);
            encoder.flush();
            return new SpecificDatumReader<SpecificRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
