package dev.leadrelay.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What repair asks say about the answers before them. */
final class RepairAsks {
    private static final Pattern CLAIM = Pattern.compile("claims\\D{0,2}(\\d{1,4})");

    private RepairAsks() {}

    /** Statements of claims that a violation pointed at; stating one of them again would not mend anything. */
    static Set<String> objectedStatements(ObjectMapper json, ChatRequest request, PromptData data) {
        Set<String> objected = new HashSet<>();
        JsonNode answer = MissingNode.getInstance();
        for (ChatMessage message : request.messages()) {
            if (message.from("assistant")) {
                answer = parsed(json, message.content());
            }
            for (JsonNode violations : data.taggedIn(message, "violations")) {
                for (JsonNode violation : violations) {
                    var index = CLAIM.matcher(violation.path("path").asText(""));
                    if (index.find()) {
                        objected.add(answer.path("claims")
                                .path(Integer.parseInt(index.group(1)))
                                .path("statement")
                                .asText(""));
                    }
                }
            }
        }
        return objected;
    }

    private static JsonNode parsed(ObjectMapper json, String text) {
        try {
            JsonNode node = json.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
