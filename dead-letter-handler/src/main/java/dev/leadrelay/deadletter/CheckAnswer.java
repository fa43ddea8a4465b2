package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of a check. */
final class CheckAnswer {
    private CheckAnswer() {}

    static ObjectNode of(Checked.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("valid", result.valid());
        ArrayNode violations = json.putArray("violations");
        for (Checked.Finding finding : result.findings()) {
            violations
                    .addObject()
                    .put("code", finding.violation().getCode())
                    .put("path", finding.violation().getPath())
                    .put("message", finding.violation().getMessage())
                    .put("severity", finding.violation().getSeverity().name())
                    .put("waivable", finding.waivable())
                    .put("waived", finding.waived());
        }
        ArrayNode diff = json.putArray("diff");
        for (TreeDiff.Change change : result.diff()) {
            ObjectNode entry = diff.addObject().put("path", change.path());
            put(entry, "before", change.before());
            put(entry, "after", change.after());
        }
        return json;
    }

    /** A value that is not there is left out, so that it differs from one that is null. */
    private static void put(ObjectNode entry, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            entry.set(name, value);
        }
    }
}
