package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.FlatResults;
import dev.leadrelay.orchestrator.lead.LeadEffect;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.OriginalRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Turns the lead machine's effects into records. */
final class LeadSender {
    private final Environment environment;
    private final Sink sink;

    LeadSender(Environment environment, Sink sink) {
        this.environment = environment;
        this.sink = sink;
    }

    /** @throws OversizeException when a topic would refuse one of the records */
    List<Record<byte[], Outgoing>> encoded(String leadKey, LeadTransition transition, @Nullable Headers cause) {
        List<Record<byte[], Outgoing>> records = new ArrayList<>();
        for (LeadEffect effect : transition.effects()) {
            encode(leadKey, effect, cause, records);
        }
        return records;
    }

    private void encode(
            String leadKey, LeadEffect effect, @Nullable Headers cause, List<Record<byte[], Outgoing>> records) {
        Topics topics = environment.topics();
        switch (effect) {
            case LeadEffect.Request request ->
                records.add(sink.encode(topics.requests(request.stage()), leadKey, request.request(), cause));
            case LeadEffect.Ended ended ->
                records.add(sink.encode(topics.ended(), ended.ended().getListId(), ended.ended(), cause));
            case LeadEffect.Result result -> {
                records.add(sink.encode(topics.leadResults(), leadKey, result.result(), cause));
                records.add(sink.encode(topics.leadResultsFlat(), leadKey, FlatResults.of(result.result()), cause));
            }
            case LeadEffect.DeadLettered dead -> records.add(deadLetter(leadKey, dead.deadLetter(), cause));
            case LeadEffect.Outcome outcome ->
                records.add(sink.encode(topics.triageOutcomes(), leadKey, outcome.outcome(), cause));
            case LeadEffect.Timer timer -> {}
            case LeadEffect.Counted counted -> {}
        }
    }

    /** A dead letter goes out whatever its size: what it carries along is left out before the letter itself is. */
    private Record<byte[], Outgoing> deadLetter(String leadKey, DeadLetter letter, @Nullable Headers cause) {
        try {
            return encodeLetter(leadKey, letter, cause);
        } catch (OversizeException e) {
            DeadLetter bare = DeadLetter.newBuilder(letter)
                    .setCandidate(null)
                    .setRequest(null)
                    .build();
            return encodeLetter(leadKey, bare, cause);
        }
    }

    private Record<byte[], Outgoing> encodeLetter(String leadKey, DeadLetter letter, @Nullable Headers cause) {
        Topic topic = environment.topics().deadLetters(letter.getStage());
        if (letter.getLeadKey() != null) {
            return sink.encode(topic, leadKey, letter, cause);
        }
        OriginalRecord original = letter.getOriginal();
        return sink.encode(topic, original == null ? null : bytes(original.getKey()), leadKey, letter, cause);
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    void count(LeadEffect effect) {
        if (effect instanceof LeadEffect.Counted counted) {
            environment.metrics().counted(counted.name(), counted.stage());
        } else if (effect instanceof LeadEffect.DeadLettered dead) {
            environment
                    .metrics()
                    .deadLetter(dead.deadLetter().getStage(), dead.deadLetter().getFailureClass());
        }
    }
}
