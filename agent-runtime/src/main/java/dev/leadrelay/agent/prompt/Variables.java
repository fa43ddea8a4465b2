package dev.leadrelay.agent.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What fills a prompt. Untrusted data has only one way in: as JSON inside a fence named like the variable, for example
 * {@code <lead>{"company":"…"}</lead>}. Immutable; each method gives a new instance.
 */
public final class Variables {
    private static final Variables NONE = new Variables(Map.of());

    private final Map<String, Fenced> values;

    private Variables(Map<String, Fenced> values) {
        this.values = values;
    }

    public static Variables none() {
        return NONE;
    }

    /**
     * Adds data that is always given whole.
     *
     * @param name of the variable and of its fence: lower-case letters, digits and hyphens
     */
    public Variables with(String name, JsonNode data) {
        return plus(name, new Fenced.Whole(name, data.deepCopy()));
    }

    /** Adds a text as a JSON string. */
    public Variables with(String name, String text) {
        return with(name, TextNode.valueOf(text));
    }

    /** Adds a list, best first, that may be cut at its end to fit the prompt's token budget. */
    public Variables ranked(String name, List<? extends JsonNode> items) {
        return plus(
                name,
                new Fenced.Ranked(
                        name, items.stream().<JsonNode>map(JsonNode::deepCopy).toList()));
    }

    Map<String, Fenced> values() {
        return values;
    }

    private Variables plus(String name, Fenced value) {
        Map<String, Fenced> next = new LinkedHashMap<>(values);
        if (next.put(name, value) != null) {
            throw new IllegalArgumentException("variable " + name + " is given twice");
        }
        return new Variables(Collections.unmodifiableMap(next));
    }
}
