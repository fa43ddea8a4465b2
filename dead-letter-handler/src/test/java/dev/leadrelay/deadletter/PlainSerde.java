package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Serializer and deserializer that need no registry, with a registry's outage to be switched on. */
final class PlainSerde {
    static final AtomicBoolean OUTAGE = new AtomicBoolean();

    private PlainSerde() {}

    static RecordCodec codec() {
        OUTAGE.set(false);
        return RecordCodec.create(Map.of(
                RecordCodec.SERIALIZER, Writer.class.getName(), RecordCodec.DESERIALIZER, Reader.class.getName()));
    }

    private static StoreCodec<? extends SpecificRecord> codecOf(String topic) {
        if (topic.endsWith("triage.decisions")) {
            return StoreCodec.of(TriageDecision.class);
        }
        if (topic.endsWith("triage.outcomes")) {
            return StoreCodec.of(TriageOutcome.class);
        }
        if (topic.endsWith("leads.progress")) {
            return StoreCodec.of(ListProgress.class);
        }
        if (topic.endsWith("agents.status")) {
            return StoreCodec.of(AgentStatus.class);
        }
        if (topic.endsWith("leads.results")) {
            return StoreCodec.of(LeadResult.class);
        }
        return topic.endsWith("agent.runs") ? StoreCodec.of(AgentRun.class) : StoreCodec.of(DeadLetter.class);
    }

    private static void refuseInOutage() {
        if (OUTAGE.get()) {
            throw new TimeoutException("the registry is away");
        }
    }

    public static final class Writer implements Serializer<Object> {
        @Override
        @SuppressWarnings("unchecked")
        public byte[] serialize(String topic, Object record) {
            refuseInOutage();
            return ((StoreCodec<SpecificRecord>) codecOf(topic)).encode((SpecificRecord) record);
        }
    }

    public static final class Reader implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] bytes) {
            refuseInOutage();
            return codecOf(topic).decode(bytes);
        }
    }
}
