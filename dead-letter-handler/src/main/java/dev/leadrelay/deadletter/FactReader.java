package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Turns records of the topics into facts. Thread-safe. */
final class FactReader {
    /** Identifiers are hashes of 32 digits; what is much longer is none, and would not fit an index. */
    private static final int LONGEST_ID = 200;

    /** What stands for something else in the path of an address, even when it is escaped. */
    private static final String OF_PATHS = "/\\%;";

    private final RecordCodec codec;
    private final String decisions;
    private final String outcomes;
    private final String results;
    private final List<String> topics;
    private final ForeignTopics foreign;

    FactReader(RecordCodec codec, Topics topics, ForeignTopics foreign) {
        this.codec = codec;
        this.foreign = foreign;
        this.decisions = topics.triageDecisions().name();
        this.outcomes = topics.triageOutcomes().name();
        this.results = topics.leadResults().name();
        this.topics = Stream.concat(
                        Topics.deadLetterStages().stream()
                                .map(stage -> topics.deadLetters(stage).name()),
                        Stream.of(decisions, outcomes, results))
                .toList();
    }

    /** Topics whose records it reads as well, once they are there. */
    ForeignTopics foreign() {
        return foreign;
    }

    /** Names of the topics whose records it reads. */
    List<String> topics() {
        return topics;
    }

    /**
     * What a record says.
     *
     * @throws dev.leadrelay.schemas.serde.RegistryUnavailableException when it cannot be told now
     */
    Fact read(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(decisions)) {
            return read(record, TriageDecision.class, Fact.Decision::new, FactReader::objection);
        }
        if (record.topic().equals(outcomes)) {
            return read(record, TriageOutcome.class, Fact.Outcome::new, FactReader::objection);
        }
        if (record.topic().equals(results)) {
            return read(
                    record,
                    LeadResult.class,
                    (source, result) -> new Fact.Ended(source, LeadEndRows.of(source, result)),
                    result -> Optional.empty());
        }
        if (foreign.contains(record.topic())) {
            return new Fact.Letter(source(record), ForeignLetters.of(record));
        }
        return read(record, DeadLetter.class, Fact.Letter::new, letter -> objection(letter.getDeadLetterId()));
    }

    private <T extends SpecificRecord> Fact read(
            ConsumerRecord<byte[], byte[]> record,
            Class<T> type,
            BiFunction<Source, T, Fact> fact,
            Function<T, Optional<String>> objection) {
        Source source = source(record);
        return switch (codec.decode(record.topic(), record.value(), type)) {
            case Decoded.Value<T> decoded -> {
                Optional<String> wrong = objection.apply(decoded.value());
                yield wrong.isPresent()
                        ? new Fact.Unreadable(source, record.key(), record.value(), wrong.get())
                        : fact.apply(source, decoded.value());
            }
            case Decoded.Undecodable<T> undecodable ->
                new Fact.Unreadable(source, record.key(), undecodable.bytes(), undecodable.reason());
        };
    }

    private static Source source(ConsumerRecord<byte[], byte[]> record) {
        return new Source(record.topic(), record.partition(), record.offset(), record.timestamp());
    }

    private static Optional<String> objection(TriageDecision decision) {
        return objection(decision.getDeadLetterId()).or(() -> objection(decision.getDecisionId()));
    }

    private static Optional<String> objection(TriageOutcome outcome) {
        return objection(outcome.getDeadLetterId())
                .or(() -> Optional.ofNullable(outcome.getDecisionId()).flatMap(FactReader::objection));
    }

    private static Optional<String> objection(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return Optional.of("it has an empty identifier");
        }
        boolean storable =
                id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 127 && OF_PATHS.indexOf(c) < 0);
        return storable ? Optional.empty() : Optional.of("its identifier is no identifier of LeadRelay");
    }
}
