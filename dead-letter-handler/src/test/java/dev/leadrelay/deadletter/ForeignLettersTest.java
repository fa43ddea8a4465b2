package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OriginalRecord;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ForeignLettersTest {
    private static final byte[] VALUE = {7, 0, (byte) 0xff};

    @Test
    void understandsSpringKafka() {
        DeadLetter letter = letter(ForeignSamples.spring(ForeignSamples.none()));

        assertThat(letter.getMessage())
                .isEqualTo("Spring Kafka, group billing: NoSuchCustomerException: Listener failed; no customer '4711'");
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.UNKNOWN);
        assertOriginal(letter, "orders", 3, 4_711);
        assertThat(letter.getOriginal().getTimestamp().toEpochMilli()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void takesWhereARecordStoodBeforeItsFirstFailureAndWhyItFailedLast() {
        Headers headers = ForeignSamples.spring(ForeignSamples.none())
                .add("kafka_dlt-original-topic", ForeignSamples.utf8("orders-retry-0"))
                .add("kafka_dlt-original-partition", new byte[] {0, 0, 0, 9})
                .add("kafka_dlt-exception-message", ForeignSamples.utf8("again"));

        DeadLetter letter = letter(headers);

        assertOriginal(letter, "orders", 3, 4_711);
        assertThat(letter.getMessage()).endsWith("again");
    }

    @Test
    void understandsSpringKafkaBehindRetryTopics() {
        DeadLetter letter = letter(ForeignSamples.springRetryTopics(ForeignSamples.none()));

        assertThat(letter.getMessage())
                .isEqualTo("Spring Kafka, group billing: NoSuchCustomerException: Listener failed; no customer '4711'");
        assertOriginal(letter, "orders", 3, 4_711);
        assertThat(letter.getOriginal().getTimestamp().toEpochMilli()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void takesTheFirstPlaceAndTheLastFailureOfAChainOfRetryTopics() {
        Headers headers = ForeignSamples.springRetryTopics(ForeignSamples.none())
                .add("kafka_original-topic", ForeignSamples.utf8("orders-retry-0"))
                .add("kafka_original-partition", new byte[] {0, 0, 0, 9})
                .add("kafka_original-offset", new byte[] {0, 0, 0, 0, 0, 0, 0, 8})
                .add("kafka_original-timestamp", new byte[] {0, 0, 0, 0, 0, 0, 0, 7})
                .add("kafka_exception-cause-fqcn", ForeignSamples.utf8("com.example.Gone"))
                .add("kafka_exception-message", ForeignSamples.utf8("again"));

        DeadLetter letter = letter(headers);

        assertThat(letter.getMessage()).isEqualTo("Spring Kafka, group billing: Gone: again");
        assertOriginal(letter, "orders", 3, 4_711);
        assertThat(letter.getOriginal().getTimestamp().toEpochMilli()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void takesTheFirstPlaceAndTheLastFailureWhicheverOfSpringsPublishersWroteThem() {
        Headers deadAgain = ForeignSamples.springRetryTopics(ForeignSamples.none())
                .add("kafka_dlt-original-topic", ForeignSamples.utf8("orders-dlt"))
                .add("kafka_dlt-original-partition", new byte[] {0, 0, 0, 9})
                .add("kafka_dlt-exception-fqcn", ForeignSamples.utf8("com.example.Gone"))
                .add("kafka_dlt-exception-message", ForeignSamples.utf8("again"));
        Headers retriedAgain = ForeignSamples.spring(ForeignSamples.none())
                .add("kafka_original-topic", ForeignSamples.utf8("orders-again"))
                .add("kafka_original-offset", new byte[] {0, 0, 0, 0, 0, 0, 0, 8})
                .add("kafka_exception-fqcn", ForeignSamples.utf8("com.example.Gone"))
                .add("kafka_exception-message", ForeignSamples.utf8("again"));

        for (Headers headers : List.of(deadAgain, retriedAgain)) {
            assertThat(letter(headers).getMessage()).isEqualTo("Spring Kafka, group billing: Gone: again");
            assertOriginal(letter(headers), "orders", 3, 4_711);
        }
    }

    @Test
    void understandsSpringKafkaBehindRetryTopicsWhenOnlyTheKeyFailedAndTheGroupIsNamedAsTheRest() {
        Headers headers = new RecordHeaders()
                .add("kafka_original-consumer-group", ForeignSamples.utf8("billing"))
                .add(
                        "kafka_key-exception-fqcn",
                        ForeignSamples.utf8("org.springframework.kafka.support.serializer.DeserializationException"))
                .add("kafka_key-exception-message", ForeignSamples.utf8("failed to deserialize"));

        DeadLetter letter = letter(headers);

        assertThat(letter.getMessage())
                .isEqualTo("Spring Kafka, group billing: DeserializationException: failed to deserialize");
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD);
        assertOriginal(letter, "orders-dlt", 5, 77);
    }

    @Test
    void understandsKafkaConnect() {
        DeadLetter letter = letter(ForeignSamples.connect(ForeignSamples.none()));

        assertThat(letter.getMessage())
                .isEqualTo(
                        "Kafka Connect, connector jdbc-sink, VALUE_CONVERTER: DataException: Converting byte[] failed at 17");
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD);
        assertOriginal(letter, "orders", 2, 99);
    }

    @Test
    void understandsKafkaStreams() {
        DeadLetter letter = letter(ForeignSamples.streams(ForeignSamples.none()));

        assertThat(letter.getMessage()).isEqualTo("Kafka Streams: SerializationException");
        assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD);
        // Eight digits are no eight bytes of a number.
        assertOriginal(letter, "orders", 1, 12_345_678);
    }

    @Test
    void takesARecordWithoutHeadersAsItIs() {
        DeadLetter letter = letter(ForeignSamples.none());

        assertThat(letter.getMessage()).contains("orders-dlt");
        assertOriginal(letter, "orders-dlt", 5, 77);
    }

    @Test
    void standsHeadersThatMakeNoSense() {
        Headers headers = new RecordHeaders()
                .add("kafka_dlt-original-topic", null)
                .add("kafka_dlt-original-partition", new byte[] {1, 2, 3})
                .add("kafka_dlt-original-offset", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1})
                .add("kafka_dlt-exception-message", new byte[] {(byte) 0xc3, 0, 10, (byte) 0xff})
                .add("kafka_dlt-exception-fqcn", new byte[100_000]);

        DeadLetter letter = letter(headers);

        assertOriginal(letter, "orders-dlt", 5, 77);
        assertThat(letter.getMessage()).hasSizeLessThanOrEqualTo(Columns.TEXT).doesNotContain("\0");
    }

    @Test
    void groupsByWhatFailedAndNotByTheRecord() {
        Headers other = ForeignSamples.spring(ForeignSamples.none())
                .add("kafka_dlt-exception-message", ForeignSamples.utf8("Listener failed; no customer '8'"));

        assertThat(letter(other).getFingerprint())
                .isEqualTo(letter(ForeignSamples.spring(ForeignSamples.none())).getFingerprint())
                .isNotEqualTo(
                        letter(ForeignSamples.connect(ForeignSamples.none())).getFingerprint());
        assertThat(letter(other).getDeadLetterId()).isEqualTo(Identifiers.deadLetterId("orders-dlt", 5, 77));
    }

    @Test
    void showsAForeignDeadLetterAndWritesItWhereItMay() throws Exception {
        FakeBroker broker = new FakeBroker();
        List.of("orders", "orders-dlt", "payments-dlt", "payments").forEach(broker::create);
        byte[] key = ForeignSamples.utf8("key");
        broker.add(
                "orders-dlt",
                key,
                VALUE,
                ForeignSamples.spring(new RecordHeaders().add("own", ForeignSamples.utf8("x"))));
        broker.add("payments-dlt", key, VALUE, ForeignSamples.none());
        try (TestHandler handler = new TestHandler(broker, new TestStore())) {
            await().until(() -> handler.get("/summary").get("total").asInt() == 2);
            String id = Identifiers.deadLetterId("orders-dlt", 0, 0);
            JsonNode item = handler.get("/dead-letters/" + id);
            assertThat(item.get("attributed").booleanValue()).isFalse();
            assertThat(item.get("originalTopic").textValue()).isEqualTo("orders");

            String retry = "{\"kind\":\"RETRY\",\"by\":\"ann\"}";
            assertThat(handler.send("POST", "/dead-letters/" + id + "/decisions", retry)
                            .statusCode())
                    .isEqualTo(202);
            var refused = handler.send(
                    "POST", "/dead-letters/" + Identifiers.deadLetterId("payments-dlt", 0, 0) + "/decisions", retry);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("foreign-retry-topics");

            assertThat(broker.records("orders")).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo(key);
                assertThat(record.value()).isEqualTo(VALUE);
                assertThat(record.headers())
                        .extracting(header -> header.key())
                        .containsExactly("own", ReplayHeaders.DEAD_LETTER);
            });
            assertThat(broker.records("payments-dlt")).hasSize(1);
        }
    }

    @Test
    void writesARecordFromRetryTopicsWithItsOwnHeadersOnly() {
        Headers headers = ForeignSamples.springRetryTopics(
                new RecordHeaders().add("kafka_correlationId", ForeignSamples.utf8("x")));
        headers.add("kafka_key-exception-fqcn", ForeignSamples.utf8("com.example.Gone"));

        assertThat(ReplayHeaders.of(headers, "letter"))
                .as("what others ask and answer by stays")
                .extracting(header -> header.key())
                .containsExactly("kafka_correlationId", ReplayHeaders.DEAD_LETTER);
    }

    private static DeadLetter letter(Headers headers) {
        return ForeignLetters.of(ForeignSamples.record(headers, VALUE));
    }

    private static void assertOriginal(DeadLetter letter, String topic, int partition, long offset) {
        OriginalRecord original = letter.getOriginal();
        assertThat(letter.getLeadKey()).isNull();
        assertThat(original.getTopic()).isEqualTo(topic);
        assertThat(original.getPartition()).isEqualTo(partition);
        assertThat(original.getOffset()).isEqualTo(offset);
        assertThat(DecisionRecords.bytes(original.getValue())).isEqualTo(VALUE);
    }
}
