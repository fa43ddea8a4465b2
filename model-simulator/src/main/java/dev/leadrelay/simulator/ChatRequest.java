package dev.leadrelay.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the simulator reads of a chat completion request.
 *
 * @param tools names of the tools offered, in their order; empty also where {@code tool_choice} is {@code none}
 * @param schema name of the JSON schema asked for; empty when none is
 * @param hash of everything an answer may depend on: messages, tools, schema and the request's own seed
 * @param characters length of all texts together
 */
record ChatRequest(
        String model, List<ChatMessage> messages, Set<String> tools, String schema, long hash, long characters) {

    static ChatRequest parse(ObjectMapper json, byte[] body) throws BadRequestException {
        JsonNode root = tree(json, body);
        String model = root.path("model").asText("");
        if (model.isEmpty()) {
            throw new BadRequestException("'model' is missing");
        }
        if (root.path("stream").asBoolean(false)) {
            throw new BadRequestException("'stream' is not supported here");
        }
        JsonNode array = root.path("messages");
        if (!array.isArray() || array.isEmpty()) {
            throw new BadRequestException("'messages' must be a list with at least one message");
        }
        List<ChatMessage> messages = new ArrayList<>(array.size());
        for (JsonNode node : array) {
            messages.add(message(node));
        }
        Set<String> tools = tools(root);
        String schema =
                root.path("response_format").path("json_schema").path("name").asText("");
        return new ChatRequest(
                model,
                messages,
                tools,
                schema,
                hash(messages, tools, schema + root.path("seed").asText("")),
                characters(messages));
    }

    private static JsonNode tree(ObjectMapper json, byte[] body) throws BadRequestException {
        try {
            JsonNode root = json.readTree(body);
            if (root != null && root.isObject()) {
                return root;
            }
            throw new BadRequestException("the body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw new BadRequestException("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadRequestException("the body could not be read");
        }
    }

    private static ChatMessage message(JsonNode node) throws BadRequestException {
        String role = node.path("role").asText("");
        if (role.isEmpty()) {
            throw new BadRequestException("a message has no 'role'");
        }
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : node.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new ToolCall(
                    call.path("id").asText(""),
                    function.path("name").asText(""),
                    function.path("arguments").asText("")));
        }
        return new ChatMessage(role, text(node.path("content")), calls);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.textValue() : "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText(""));
        }
        return text.toString();
    }

    private static Set<String> tools(JsonNode root) {
        Set<String> names = new LinkedHashSet<>();
        if (!root.path("tool_choice").asText("").equals("none")) {
            for (JsonNode tool : root.path("tools")) {
                names.add(tool.path("function").path("name").asText(""));
            }
        }
        return names;
    }

    private static long hash(List<ChatMessage> messages, Set<String> tools, String rest) {
        long hash = Seeded.hash(rest);
        for (ChatMessage message : messages) {
            hash = Seeded.extend(Seeded.extend(hash, message.role()), message.content());
            for (ToolCall call : message.toolCalls()) {
                hash = Seeded.extend(Seeded.extend(hash, call.name()), call.arguments());
            }
        }
        for (String tool : tools) {
            hash = Seeded.extend(hash, tool);
        }
        return hash;
    }

    private static long characters(List<ChatMessage> messages) {
        long characters = 0;
        for (ChatMessage message : messages) {
            characters += message.content().length();
            for (ToolCall call : message.toolCalls()) {
                characters += call.arguments().length();
            }
        }
        return characters;
    }
}
