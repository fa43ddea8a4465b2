package dev.leadrelay.agent.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.leadrelay.validation.text.InstructionText;

/** What becomes of untrusted text that is addressed to a model, before a model reads it. */
public enum SuspiciousText {
    /** A note stands in its place; what it asks for never reaches a model. */
    LEAVE_OUT {
        @Override
        public String of(String text) {
            return InstructionText.without(text);
        }
    },

    /** It stays as it is, in its fence: to see what a model makes of it. The gates hold all the same. */
    KEEP {
        @Override
        public String of(String text) {
            return text;
        }

        @Override
        public JsonNode of(JsonNode data) {
            return data;
        }
    };

    /** The text as a model may read it. */
    public abstract String of(String text);

    /** The data with each of its texts as a model may read it. */
    public JsonNode of(JsonNode data) {
        return switch (data.getNodeType()) {
            case STRING -> text(data);
            case OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                data.properties().forEach(field -> object.set(field.getKey(), of(field.getValue())));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                data.forEach(element -> array.add(of(element)));
                yield array;
            }
            default -> data;
        };
    }

    private JsonNode text(JsonNode node) {
        String text = node.textValue();
        String kept = of(text);
        return kept.equals(text) ? node : TextNode.valueOf(kept);
    }
}
