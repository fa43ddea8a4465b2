package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.util.Locale;

/**
 * Takes from an answer what is read of it, and it must be there: an endpoint that changed would otherwise look like a
 * web without results. Pure.
 */
final class AnswerForm {
    private AnswerForm() {}

    /** @param path of the list, for the message */
    static JsonNode list(JsonNode list, String path) throws ToolException {
        if (!list.isArray()) {
            throw other(path, "a list", list);
        }
        return list;
    }

    static JsonNode object(JsonNode object, String path) throws ToolException {
        if (!object.isObject()) {
            throw other(path, "an object", object);
        }
        return object;
    }

    static String text(JsonNode text, String path) throws ToolException {
        if (!text.isTextual()) {
            throw other(path, "a text", text);
        }
        return text.textValue();
    }

    /** Empty where there is none. */
    static String optionalText(JsonNode text, String path) throws ToolException {
        return text.isMissingNode() || text.isNull() ? "" : text(text, path);
    }

    private static ToolException other(String path, String wanted, JsonNode found) {
        String what =
                found.isMissingNode() ? "nothing" : found.getNodeType().name().toLowerCase(Locale.ROOT);
        return ToolException.drift(path + " must be " + wanted + ", found " + what);
    }
}
