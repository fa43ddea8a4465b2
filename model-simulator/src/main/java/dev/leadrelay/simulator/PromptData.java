package dev.leadrelay.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data a prompt carries: JSON between tags in user messages, and what the tools answered. */
final class PromptData {
    private final ObjectMapper json;
    private final ChatRequest request;

    PromptData(ObjectMapper json, ChatRequest request) {
        this.json = json;
        this.request = request;
    }

    /** What stands between the tags, in the last place where it parses; a missing node where there is none. */
    JsonNode tagged(String tag) {
        List<JsonNode> all = allTagged(tag);
        return all.isEmpty() ? MissingNode.getInstance() : all.getLast();
    }

    List<JsonNode> allTagged(String tag) {
        List<JsonNode> found = new ArrayList<>();
        for (ChatMessage message : request.messages()) {
            found.addAll(taggedIn(message, tag));
        }
        return found;
    }

    /** What stands between the tags in one message. */
    List<JsonNode> taggedIn(ChatMessage message, String tag) {
        List<JsonNode> found = new ArrayList<>();
        if (message.from("user")) {
            collect(message.content(), "<" + tag + ">", "</" + tag + ">", found);
        }
        return found;
    }

    /** Evidence of the prompt and of all tool results, by id. */
    Map<String, Quote> evidence() {
        Map<String, Quote> evidence = new LinkedHashMap<>();
        for (JsonNode list : allTagged("evidence")) {
            add(list, evidence);
        }
        for (JsonNode result : toolResults()) {
            add(result.path("evidence"), evidence);
        }
        return evidence;
    }

    List<String> links() {
        List<String> links = new ArrayList<>();
        for (JsonNode result : toolResults()) {
            for (JsonNode link : result.path("links")) {
                links.add(link.asText());
            }
        }
        return links;
    }

    boolean offersTools() {
        return !request.tools().isEmpty();
    }

    /** The first tool call of the conversation; null when there was none. */
    @Nullable
    ToolCall firstCall() {
        for (ChatMessage message : request.messages()) {
            if (!message.toolCalls().isEmpty()) {
                return message.toolCalls().getFirst();
            }
        }
        return null;
    }

    /** What the tools answered, where it is JSON. */
    List<JsonNode> toolResults() {
        List<JsonNode> results = new ArrayList<>();
        for (ChatMessage message : request.messages()) {
            if (message.from("tool")) {
                parse(message.content(), results);
            }
        }
        return results;
    }

    private static void add(JsonNode list, Map<String, Quote> evidence) {
        for (JsonNode item : list) {
            String id = item.path("id").asText("");
            String quote = item.path("quote").asText("");
            if (!id.isEmpty() && !quote.isEmpty()) {
                evidence.putIfAbsent(
                        id,
                        new Quote(
                                id,
                                item.path("url").asText(""),
                                item.path("title").asText(""),
                                quote));
            }
        }
    }

    private void collect(String text, String open, String close, List<JsonNode> found) {
        int from = text.indexOf(open);
        while (from >= 0) {
            int start = from + open.length();
            int end = text.indexOf(close, start);
            if (end < 0) {
                return;
            }
            parse(text.substring(start, end), found);
            from = text.indexOf(open, start);
        }
    }

    /** Instructions may mention a tag without data in it; that is no fault of the prompt. */
    private void parse(String text, List<JsonNode> found) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || (trimmed.charAt(0) != '{' && trimmed.charAt(0) != '[' && trimmed.charAt(0) != '"')) {
            if (trimmed.matches("[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")) {
                found.add(json.getNodeFactory().textNode(trimmed));
            }
            return;
        }
        try {
            found.add(json.readTree(trimmed));
        } catch (JsonProcessingException e) {
            // Not data; the caller sees nothing there.
        }
    }
}
