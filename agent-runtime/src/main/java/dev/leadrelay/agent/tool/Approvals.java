package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.util.Map;
import java.util.TreeMap;

/** Names the calls that people approve: by tool, version of its contract and input, whatever the order of its fields. Pure. */
final class Approvals {
    private static final int MAX_SHOWN = 1_000;

    private Approvals() {}

    /** What a person reads and approves. */
    static Violation asked(ToolContract contract, JsonNode input) {
        String shown = sorted(input).toString();
        return Violation.newBuilder()
                .setCode(ToolApproval.CODE)
                .setPath(id(contract, input))
                .setMessage(contract.name() + " is to be called with "
                        + (shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "…"))
                .setSeverity(Severity.REVIEW)
                .build();
    }

    static String id(ToolContract contract, JsonNode input) {
        return Identifiers.shortHash(
                "tool-approval",
                contract.name(),
                contract.version(),
                sorted(input).toString());
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonNode> fields = new TreeMap<>();
                node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                fields.forEach(object::set);
                yield object;
            }
            case ARRAY -> {
                var array = JsonNodeFactory.instance.arrayNode();
                node.forEach(element -> array.add(sorted(element)));
                yield array;
            }
            default -> node;
        };
    }
}
