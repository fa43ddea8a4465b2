package dev.leadrelay.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Violation;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final Usage USAGE = new Usage(1, 2L, 3L, 4L);
    private static final byte[] BODY = {2, 4, 6, 8};

    private final RegistryInMemory registry = new RegistryInMemory();
    private final RecordCodec codec = RecordCodec.create(registry.settings());

    @AfterEach
    void stop() {
        codec.close();
        registry.close();
    }

    private static byte[] wire(int id, byte... body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static String reason(Decoded<?> decoded) {
        return ((Decoded.Undecodable<?>) decoded).reason();
    }

    @Test
    void writesTheConfluentWireFormat() {
        registry.add("\"string\"");

        assertThat(codec.encode("t", USAGE)).isEqualTo(wire(2, BODY));
        assertThat(registry.server.seen.getFirst().path()).isEqualTo("/subjects/t-value/versions");
    }

    @Test
    void asksOncePerSchemaAndNeverPerRecord() {
        for (int i = 0; i < 100; i++) {
            byte[] bytes = codec.encode("t", USAGE);
            assertThat(codec.decode("t", bytes, Usage.class)).isEqualTo(new Decoded.Value<>(USAGE));
        }
        assertThat(registry.server.seen).hasSize(2);
    }

    @Test
    void readsAWriterOfAnotherVersionWithDefaultsAndDroppedFields() {
        int id = registry.add("""
                {"type":"record","name":"Violation","namespace":"dev.leadrelay.schemas.records","fields":[
                 {"name":"extra","type":{"type":"array","items":"string"}},
                 {"name":"message","type":"string"},{"name":"code","type":"string"},{"name":"path","type":"string"},
                 {"name":"severity","type":{"type":"enum","name":"Severity","symbols":["WARN","FATAL"]}}]}""");
        byte[] bytes = wire(id, new byte[] {4, 2, 'x', 2, 'y', 0, 2, 'm', 2, 'c', 0, 2});

        Decoded.Value<Violation> value = (Decoded.Value<Violation>) codec.decode("t", bytes, Violation.class);
        assertThat(value.value().getCode()).isEqualTo("c");
        assertThat(value.value().getMessage()).isEqualTo("m");
        assertThat(value.value().getSeverity().name()).isEqualTo("UNKNOWN");
    }

    @Test
    void saysWhatIsWrongWithBytes() {
        int usage = registry.add(Usage.getClassSchema().toString());
        int string = registry.add("\"string\"");
        int foreign = registry.add("{\"type\":\"record\",\"name\":\"other.Thing\",\"fields\":[]}");

        assertThat(reason(codec.decode("t", null, Usage.class))).contains("tombstone");
        assertThat(reason(codec.decode("t", "hello".getBytes(), Usage.class))).contains("wire format");
        assertThat(reason(codec.decode("t", new byte[] {0, 0, 0}, Usage.class))).contains("wire format");
        assertThat(reason(codec.decode("t", wire(77, BODY), Usage.class))).contains("77 is unknown");
        assertThat(reason(codec.decode("t", wire(-1, BODY), Usage.class))).contains("schema id -1");
        assertThat(reason(codec.decode("t", wire(string, BODY), Usage.class))).contains("no class here");
        assertThat(reason(codec.decode("t", wire(foreign), Usage.class))).contains("other.Thing");
        assertThat(reason(codec.decode("t", wire(usage, BODY), Violation.class)))
                .contains("expected Violation");
        assertThat(reason(codec.decode("t", wire(usage, (byte) 2), Usage.class)))
                .contains("end in the middle");
        assertThat(reason(
                        codec.decode("t", wire(usage, (byte) 2, (byte) 4, (byte) 6, (byte) 8, (byte) 0), Usage.class)))
                .contains("1 bytes follow");
    }

    @Test
    void believesNoAbsurdLength() {
        int id = registry.add(
                dev.leadrelay.schemas.records.Verdict.getClassSchema().toString());
        byte[] hugeString = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        byte[] hugeArray = {0, 1, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};

        assertThat(reason(codec.decode("t", wire(id, hugeString), dev.leadrelay.schemas.records.Verdict.class)))
                .contains("length of 2147483647");
        assertThat(reason(codec.decode("t", wire(id, hugeArray), dev.leadrelay.schemas.records.Verdict.class)))
                .contains("2147483647 items");
    }

    @Test
    void aDeadRegistryIsNotTheRecordsFault() {
        registry.down();

        assertThatThrownBy(() -> codec.encode("t", USAGE)).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> codec.decode("t", wire(1, BODY), Usage.class))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> codec.warmUp(Map.of("t", Usage.class)))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThat(codec.check()).hasValueSatisfying(why -> assertThat(why).contains("503"));

        registry.up();
        assertThat(codec.check()).isEmpty();
        assertThat(codec.encode("t", USAGE)).isEqualTo(wire(1, BODY));
    }

    @Test
    void warmUpSparesTheFirstRecordTheQuestion() {
        codec.warmUp(Map.of("t", Usage.class));
        registry.down();

        assertThat(codec.encode("t", USAGE)).isEqualTo(wire(1, BODY));
    }

    @Test
    void looksUpInsteadOfRegisteringWhenToldSo() {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.put("auto.register.schemas", "false");
        try (RecordCodec strict = RecordCodec.create(settings)) {
            strict.encode("t", USAGE);
            assertThat(registry.server.seen.getLast().path()).isEqualTo("/subjects/t-value");
        }
        settings.put("use.latest.version", "true");
        registry.server.then(
                ScriptedRegistry.status(200, "{\"id\":5,\"version\":2,\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}"));
        try (RecordCodec latest = RecordCodec.create(settings)) {
            assertThatThrownBy(() -> latest.encode("t", USAGE))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("version 2");
        }
    }

    @Test
    void refusesARecordThatDoesNotFitItsSchemaAsTheRecordsFault() {
        assertThatThrownBy(() -> codec.encode("t", new Violation("code", null, "m", null)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("path");
    }

    @Test
    void namesTheSettingWhenAClassOrTheUrlIsMissing() {
        assertThatThrownBy(() -> RecordCodec.create(Map.of("value.serializer", "no.such.Class")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("value.serializer");
        assertThatThrownBy(() -> RecordCodec.create(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void classesOfAnotherMakeTakeTheirPlaceByConfiguration() {
        try (RecordCodec other = otherMake("mock://registry")) {
            assertThat(other.encode("t", USAGE)).isEqualTo("other".getBytes());
            assertThat(other.decode("t", "usage".getBytes(), Usage.class)).isEqualTo(new Decoded.Value<>(USAGE));
            assertThat(other.check()).isEmpty();
            assertThat(reason(other.decode("t", "bad".getBytes(), Usage.class))).isEqualTo("bad bytes");
            assertThat(reason(other.decode("t", "unknown".getBytes(), Usage.class)))
                    .contains("40403");
            for (String trouble : new String[] {"connect", "server", "credentials"}) {
                assertThatThrownBy(() -> other.decode("t", trouble.getBytes(), Usage.class))
                        .as(trouble)
                        .isInstanceOf(RegistryUnavailableException.class);
            }
        }
    }

    @Test
    void theRegistryOfAnotherMakesClassesIsProbedToo() {
        try (RecordCodec other = otherMake(registry.server.url())) {
            assertThat(other.check()).isEmpty();
            other.warmUp(Map.of("t", Usage.class));
            registry.down();
            assertThat(other.check()).isPresent();
            assertThatThrownBy(() -> other.warmUp(Map.of("t", Usage.class)))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private static RecordCodec otherMake(String url) {
        return RecordCodec.create(Map.of(
                "schema.registry.url", url,
                "value.serializer", OtherSerializer.class.getName(),
                "value.deserializer", OtherDeserializer.class.getName()));
    }

    public static final class OtherSerializer implements Serializer<Object> {
        @Override
        public byte[] serialize(String topic, Object data) {
            return "other".getBytes();
        }
    }

    /** Fails in the ways that Confluent's classes do. */
    public static final class OtherDeserializer implements Deserializer<Object> {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            assertThat(configs.get("specific.avro.reader")).isEqualTo("true");
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            return switch (new String(data)) {
                case "usage" -> USAGE;
                case "connect" -> throw new SerializationException("x", new java.net.ConnectException("refused"));
                case "server" -> throw new SerializationException("x", new RestClientException("oops", 50001));
                case "unknown" -> throw new SerializationException("x", new RestClientException("none", 40403));
                case "credentials" -> throw new AuthenticationException("who");
                default -> throw new SerializationException("x", new java.io.EOFException("bad bytes"));
            };
        }
    }

    /** Looks like Confluent's class of that name. */
    static final class RestClientException extends java.io.IOException {
        RestClientException(String message, int errorCode) {
            super(message + "; error code: " + errorCode);
        }
    }

    @Test
    void readsGenericRecordsWhenNotAskedForGeneratedClasses() {
        int id = registry.add(Usage.getClassSchema().toString());
        try (AvroWireDeserializer generic = new AvroWireDeserializer()) {
            generic.configure(registry.settings(), false);
            Object value = generic.deserialize("t", wire(id, BODY));
            assertThat(value).isInstanceOf(org.apache.avro.generic.GenericRecord.class);
            assertThat(value.toString()).contains("\"costMicros\": 4");
        }
    }

    @Test
    void writesGenericRecordsToo() {
        Schema schema = new Schema.Parser().parse(Usage.getClassSchema().toString());
        org.apache.avro.generic.GenericData.Record record = new org.apache.avro.generic.GenericData.Record(schema);
        record.put("modelCalls", 1);
        record.put("promptTokens", 2L);
        record.put("completionTokens", 3L);
        record.put("costMicros", 4L);
        try (AvroWireSerializer serializer = new AvroWireSerializer()) {
            serializer.configure(registry.settings(), true);
            assertThat(serializer.serialize("t", record)).isEqualTo(wire(1, BODY));
            assertThat(serializer.serialize("t", null)).isNull();
            assertThat(registry.server.seen.getLast().path()).isEqualTo("/subjects/t-key/versions");
        }
    }
}
