package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** The JSON of the answers about bulk decisions. */
final class BulkAnswers {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BulkAnswers() {}

    static ObjectNode preview(BulkPreview preview) {
        ObjectNode json = NODES.objectNode().put("selected", preview.selected()).put("able", preview.able());
        reasons(json.putArray("unable"), preview.unable());
        BulkPreview.Gates gates = preview.gates();
        if (gates == null) {
            json.putNull("gates");
        } else {
            ObjectNode looked = json.putObject("gates")
                    .put("looked", gates.looked())
                    .put("passing", gates.passing())
                    .put("failed", gates.failed());
            reasons(looked.putArray("failing"), gates.failing());
            reasons(looked.putArray("unknown"), gates.unknown());
        }
        json.putObject("cost")
                .put("micros", preview.cost().micros())
                .put("basis", preview.cost().basis());
        return json.put("refusal", preview.refusal());
    }

    static ObjectNode jobs(List<BulkJob> jobs) {
        ObjectNode json = NODES.objectNode();
        ArrayNode array = json.putArray("jobs");
        jobs.forEach(job -> array.add(job(job)));
        return json;
    }

    static ObjectNode job(BulkJob job) {
        BulkOrder order = job.order();
        BulkState state = job.state();
        ObjectNode json = NODES.objectNode()
                .put("id", job.id())
                .put("kind", order.kind().name())
                .put("reason", order.reason())
                .put("raiseTokens", order.raiseTokens())
                .put("raiseCostMicros", order.raiseCostMicros())
                .put("by", order.by())
                .put("selection", job.selection())
                .put("rate", order.rate())
                .put("state", state.phase().code())
                .put("ended", state.phase() instanceof BulkPhase.Ended)
                .put("total", state.total())
                .put("dispatched", state.dispatched())
                .put("skipped", state.skipped())
                .put("remaining", state.remaining())
                .put("note", job.note())
                .put("createdAt", time(job.createdAt()))
                .put("updatedAt", time(job.updatedAt()));
        BulkState.Canary canary = state.canary();
        if (canary == null) {
            return json.putNull("canary");
        }
        json.putObject("canary")
                .put("size", canary.size())
                .put("maxFailureRate", canary.maxFailureRate())
                .put("passed", state.canaryPassed());
        return json;
    }

    /** A page of items; a full one may be the last, then the next is empty. */
    static ObjectNode items(List<BulkItem> items, int limit) {
        ObjectNode json = NODES.objectNode();
        ArrayNode array = json.putArray("items");
        items.forEach(item -> array.add(item(item)));
        if (items.size() < limit) {
            return json.putNull("next");
        }
        return json.put("next", items.getLast().ord());
    }

    private static ObjectNode item(BulkItem item) {
        Fate fate = item.fate();
        ObjectNode json = NODES.objectNode()
                .put("order", item.ord())
                .put("deadLetterId", item.deadLetterId())
                .put("leadKey", item.leadKey())
                .put("state", item.state().name())
                .put("decisionId", item.decisionId());
        return fate == null
                ? json.put("line", item.line()).put("settled", item.state() == BulkItem.State.SKIPPED)
                : FateAnswer.addTo(json, fate);
    }

    private static void reasons(ArrayNode array, List<BulkPreview.Reason> reasons) {
        reasons.forEach(reason -> array.addObject().put("count", reason.count()).put("line", reason.line()));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
