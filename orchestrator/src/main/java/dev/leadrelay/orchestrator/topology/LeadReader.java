package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadInput;
import dev.leadrelay.orchestrator.lead.StageAnswer;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Turns arriving records into inputs of the lead machine. What cannot be read becomes a dead letter; what arrived in a
 * partition that is not its key's is sent on once, because other languages' producers hash keys differently.
 */
final class LeadReader {
    private final Environment environment;
    private final Sink sink;
    private final Map<String, Source> sources = new HashMap<>();

    LeadReader(Environment environment, Sink sink) {
        this.environment = environment;
        this.sink = sink;
        Topics topics = environment.topics();
        add(topics.admitted(), Stage.LISTS);
        add(topics.triageDecisions(), Stage.LISTS);
        for (Stage stage : Topics.agentStages()) {
            add(topics.results(stage), stage);
        }
    }

    private void add(Topic topic, Stage deadLetters) {
        sources.put(topic.name(), new Source(topic, deadLetters));
    }

    /** The stage that takes the dead letters of a topic's records. */
    Stage stageOf(String topic) {
        Source source = sources.get(topic);
        return source == null ? Stage.LISTS : source.stage;
    }

    /** The input that a record holds; null when it was dealt with otherwise. */
    @Nullable
    LeadArrival read(Arrival arrival) {
        Source source = sources.get(arrival.topic());
        if (source == null) {
            throw new IllegalStateException("nothing is expected from " + arrival.topic());
        }
        LeadArrival read = decoded(source, arrival);
        return read == null || isElsewhere(source, read.leadKey, arrival) ? null : read;
    }

    private @Nullable LeadArrival decoded(Source source, Arrival arrival) {
        Decoded<? extends SpecificRecord> decoded =
                environment.codec().decode(arrival.topic(), arrival.record().value(), source.topic.valueType());
        return switch (decoded) {
            case Decoded.Value<? extends SpecificRecord> value -> input(value.value(), arrival);
            case Decoded.Undecodable<? extends SpecificRecord> undecodable -> {
                sink.unusable(arrival, source.stage, FailureClass.MALFORMED_RECORD, undecodable.reason());
                yield null;
            }
        };
    }

    private static @Nullable LeadArrival input(SpecificRecord record, Arrival arrival) {
        if (record instanceof LeadAdmitted admitted) {
            String leadKey = Identifiers.leadKey(admitted.getListId(), admitted.getLeadId());
            return new LeadArrival(leadKey, new LeadInput.Admitted(admitted));
        }
        if (record instanceof TriageDecision decision) {
            // Decisions about bytes of no known lead are the dead-letter handler's own business.
            String leadKey = decision.getLeadKey();
            return leadKey == null ? null : new LeadArrival(leadKey, new LeadInput.Decided(decision));
        }
        StageAnswer answer = StageAnswer.of(record);
        String leadKey = Identifiers.leadKey(answer.header());
        return new LeadArrival(leadKey, new LeadInput.Answered(answer, arrival::original));
    }

    private boolean isElsewhere(Source source, String leadKey, Arrival arrival) {
        byte[] key = leadKey.getBytes(StandardCharsets.UTF_8);
        int owner = BuiltInPartitioner.partitionForKey(key, environment.partitions());
        if (owner == arrival.partition()) {
            return false;
        }
        if (arrival.record().headers().lastHeader(HandoffHeaders.FORWARDED) == null) {
            sink.forwardTo(source.topic, leadKey, arrival);
        } else {
            String reason = "the record of " + leadKey + " belongs to partition " + owner
                    + " and is in another one again after it was sent there";
            sink.unusable(arrival, source.stage, FailureClass.CONTRACT_VIOLATION, reason);
        }
        return true;
    }

    /** A topic and the stage that takes its dead letters. */
    private record Source(Topic topic, Stage stage) {}

    /** An input and the lead it is for. */
    record LeadArrival(String leadKey, LeadInput input) {}
}
