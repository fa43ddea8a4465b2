package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** The JSON of the answers. */
final class Answers {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Answers() {}

    static ObjectNode page(List<Item> items, int limit) {
        ObjectNode page = NODES.objectNode();
        ArrayNode array = page.putArray("items");
        items.forEach(item -> array.add(item(item)));
        // A full page may be the last; then the next is empty.
        String next = items.size() < limit ? null : cursor(items.get(items.size() - 1));
        return page.put("next", next);
    }

    private static String cursor(Item last) {
        return new Cursor(last.parkedAt(), last.id()).text();
    }

    static ObjectNode item(Item item) {
        return NODES.objectNode()
                .put("deadLetterId", item.id())
                .put("leadKey", item.leadKey())
                .put("listId", item.listId())
                .put("stage", item.stage())
                .put("class", item.failureClass())
                .put("message", item.message())
                .put("violationCodes", item.violationCodes())
                .put("fingerprint", item.fingerprint())
                .put("attempt", item.attempt())
                .put("runId", item.runId())
                .put("parkedAt", time(item.parkedAt()))
                .put("state", item.state().name())
                .put("stateReason", item.stateReason())
                .put("occurrences", item.occurrences())
                .put("attributed", item.attributed())
                .put("originalTopic", item.originalTopic());
    }

    /** Everything about one dead letter. */
    static ObjectNode show(TriageQueries.Letter known, List<DecisionKind> allowed, RunSearch.Finding run) {
        DeadLetter letter = known.record();
        Fate fate = known.fate();
        ObjectNode json = item(known.item());
        json.put("message", letter.getMessage());
        json.set("violations", RecordTree.of(letter.getViolations()));
        json.put("requestType", type(letter.getRequest()));
        json.set("request", RecordTree.of(letter.getRequest()));
        json.put("candidateType", type(letter.getCandidate()));
        json.set("candidate", RecordTree.of(letter.getCandidate()));
        json.set("original", original(letter.getOriginal()));
        json.set("run", run(run));
        json.set("decisions", decisions(known.decisions()));
        json.set("fate", fate == null ? NODES.nullNode() : FateAnswer.addTo(NODES.objectNode(), fate));
        ArrayNode can = json.putArray("allowed");
        allowed.forEach(kind -> can.add(kind.name()));
        json.set("record", RecordTree.of(letter));
        return json;
    }

    static ArrayNode decisions(List<DecisionView> decisions) {
        ArrayNode array = NODES.arrayNode();
        decisions.forEach(decision -> array.add(NODES.objectNode()
                .put("decisionId", decision.decisionId())
                .put("kind", decision.kind())
                .put("reason", decision.reason())
                .put("decidedBy", decision.decidedBy())
                .put("byPolicy", decision.byPolicy())
                .put("decidedAt", time(decision.decidedAt()))
                .put("contentHashBefore", decision.hashBefore())
                .put("contentHashAfter", decision.hashAfter())
                .put("outcome", decision.outcome())
                .put("outcomeReason", decision.outcomeReason())
                .put("answeredAt", decision.answeredAt() == null ? null : time(decision.answeredAt()))));
        return array;
    }

    static ObjectNode groups(List<TriageQueries.Group> groups) {
        ObjectNode json = NODES.objectNode();
        ArrayNode array = json.putArray("groups");
        for (TriageQueries.Group group : groups) {
            ObjectNode entry = array.addObject()
                    .put("fingerprint", group.fingerprint())
                    .put("stage", group.stage())
                    .put("class", group.failureClass())
                    .put("sampleMessage", group.sampleMessage())
                    .put("count", group.count())
                    .put("open", group.open())
                    .put("firstSeen", time(group.firstSeen()))
                    .put("lastSeen", time(group.lastSeen()))
                    .put("settled", group.settled())
                    .put("recurred", group.recurred());
            ArrayNode trend = entry.putArray("trend");
            group.trend().forEach(trend::add);
        }
        return json;
    }

    static ObjectNode summary(List<TriageQueries.Count> counts, long unreadable, long lag) {
        List<TriageQueries.Count> open = counts.stream()
                .filter(count -> count.state().equals(ItemState.OPEN.name()))
                .toList();
        List<TriageQueries.Count> strays =
                counts.stream().filter(count -> !count.attributed()).toList();
        ObjectNode json = NODES.objectNode().put("total", total(counts)).put("open", total(open));
        json.set("byState", by(counts, TriageQueries.Count::state));
        json.set("openByStage", by(open, TriageQueries.Count::stage));
        json.set("openByClass", by(open, TriageQueries.Count::failureClass));
        json.putObject("unattributed")
                .put("total", total(strays))
                .put(
                        "open",
                        total(open.stream().filter(count -> !count.attributed()).toList()));
        return json.put("unreadable", unreadable).put("lag", lag);
    }

    static ObjectNode unreadable(List<TriageQueries.UnreadableRecord> records) {
        ObjectNode json = NODES.objectNode();
        ArrayNode array = json.putArray("records");
        for (TriageQueries.UnreadableRecord record : records) {
            ObjectNode entry = array.addObject()
                    .put("topic", record.topic())
                    .put("partition", record.partition())
                    .put("offset", record.offset())
                    .put("recordedAt", time(record.recordedAt()))
                    .put("reason", record.reason());
            byte[] key = record.key();
            entry.set("key", key == null ? NODES.nullNode() : BytesPreview.of(key));
            entry.set("value", BytesPreview.of(record.value()));
        }
        return json;
    }

    static ObjectNode error(String line) {
        return NODES.objectNode().put("error", line);
    }

    private static JsonNode original(@Nullable OriginalRecord original) {
        if (original == null) {
            return NODES.nullNode();
        }
        ObjectNode json = NODES.objectNode()
                .put("topic", original.getTopic())
                .put("partition", original.getPartition())
                .put("offset", original.getOffset())
                .put("timestamp", original.getTimestamp().toString());
        json.set("key", preview(original.getKey()));
        json.set("value", preview(original.getValue()));
        ArrayNode headers = json.putArray("headers");
        original.getHeaders()
                .forEach(header ->
                        headers.addObject().put("name", header.getName()).set("value", preview(header.getValue())));
        return json;
    }

    private static JsonNode preview(@Nullable ByteBuffer buffer) {
        byte[] bytes = DecisionRecords.bytes(buffer);
        return bytes == null ? NODES.nullNode() : BytesPreview.of(bytes);
    }

    private static ObjectNode run(RunSearch.Finding finding) {
        ObjectNode json = NODES.objectNode();
        return switch (finding) {
            case RunSearch.Finding.Found found -> {
                json.put("found", true).put("lastReply", lastReply(found.run()));
                yield json.set("log", RecordTree.of(found.run()));
            }
            case RunSearch.Finding.Absent absent -> json.put("found", false).put("note", absent.note());
        };
    }

    /** What the model said last. */
    private static @Nullable String lastReply(AgentRun run) {
        return run.getSteps().reversed().stream()
                .filter(step -> step.getKind() == RunStepKind.MODEL_CALL)
                .map(RunStep::getOutput)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String type(@Nullable Object branch) {
        return branch instanceof IndexedRecord record ? record.getSchema().getName() : branch == null ? null : "string";
    }

    private static ObjectNode by(List<TriageQueries.Count> counts, Function<TriageQueries.Count, String> property) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach(count -> sums.merge(property.apply(count), count.count(), Long::sum));
        ObjectNode json = NODES.objectNode();
        sums.forEach(json::put);
        return json;
    }

    private static long total(List<TriageQueries.Count> counts) {
        return counts.stream().mapToLong(TriageQueries.Count::count).sum();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
