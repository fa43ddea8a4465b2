package dev.leadrelay.agent.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What fills a prompt. Data has only one way in: as JSON inside a fence named like the variable, for example
 * {@code <lead>{"company":"…"}</lead>}; untrusted unless it is said to be the operator's own. Immutable; each method gives a
 * new instance.
 */
public final class Variables {
    private static final Variables NONE = new Variables(Map.of(), Set.of());

    private final Map<String, Fenced> values;
    private final Set<String> own;

    private Variables(Map<String, Fenced> values, Set<String> own) {
        this.values = values;
        this.own = own;
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

    /** Adds data that the operator wrote himself, such as a profile; always given whole. */
    public Variables withOwn(String name, JsonNode data) {
        Variables next = with(name, data);
        Set<String> names = new HashSet<>(own);
        names.add(name);
        return new Variables(next.values, Set.copyOf(names));
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

    /** The same with all untrusted data as a model may read it. */
    Variables readable(SuspiciousText policy) {
        Map<String, Fenced> readable = new LinkedHashMap<>();
        values.forEach((name, value) -> readable.put(name, own.contains(name) ? value : readable(value, policy)));
        return new Variables(Collections.unmodifiableMap(readable), own);
    }

    private static Fenced readable(Fenced value, SuspiciousText policy) {
        return switch (value) {
            case Fenced.Whole whole -> new Fenced.Whole(whole.tag(), policy.of(whole.data()));
            case Fenced.Ranked ranked ->
                new Fenced.Ranked(
                        ranked.tag(), ranked.items().stream().map(policy::of).toList());
        };
    }

    private Variables plus(String name, Fenced value) {
        Map<String, Fenced> next = new LinkedHashMap<>(values);
        if (next.put(name, value) != null) {
            throw new IllegalArgumentException("variable " + name + " is given twice");
        }
        return new Variables(Collections.unmodifiableMap(next), own);
    }
}
