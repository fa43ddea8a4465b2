package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by seed, prompt and attempt which call suffers which fault, and spoils answers accordingly. */
final class Faults {
    private static final Set<FaultKind> OF_ANY_ANSWER =
            EnumSet.of(FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR, FaultKind.HANG, FaultKind.REFUSAL);

    private final long seed;
    private final Map<FaultKind, Double> rates;
    private final double total;
    private final ObjectMapper json;

    Faults(long seed, Map<FaultKind, Double> rates, ObjectMapper json) {
        this.seed = seed;
        this.rates = rates;
        this.total = rates.values().stream().mapToDouble(Double::doubleValue).sum();
        this.json = json;
    }

    /**
     * The fault of this attempt; null for none.
     *
     * @param attempt how often the prompt was asked before
     */
    @Nullable
    FaultKind draw(long promptHash, int attempt, Answer answer) {
        double at = Seeded.unit(Seeded.mix(Seeded.mix(seed ^ promptHash, attempt), "fault"));
        if (at >= total) {
            return null;
        }
        Set<FaultKind> possible = possible(answer);
        double share = possible.stream()
                .mapToDouble(kind -> rates.getOrDefault(kind, 0.0))
                .sum();
        double left = at / total * share;
        FaultKind last = null;
        for (FaultKind kind : possible) {
            double rate = rates.getOrDefault(kind, 0.0);
            last = rate > 0 ? kind : last;
            left -= rate;
            if (rate > 0 && left < 0) {
                return kind;
            }
        }
        return last;
    }

    private static Set<FaultKind> possible(Answer answer) {
        Set<FaultKind> kinds = EnumSet.copyOf(OF_ANY_ANSWER);
        switch (answer) {
            case Answer.Tools tools -> kinds.addAll(EnumSet.of(FaultKind.TRUNCATED_JSON, FaultKind.WRONG_FIELDS));
            case Answer.Structured structured -> {
                kinds.addAll(EnumSet.of(FaultKind.TRUNCATED_JSON, FaultKind.FENCED_JSON, FaultKind.WRONG_FIELDS));
                if (!citations(structured.value()).isEmpty()) {
                    kinds.add(FaultKind.INVENTED_EVIDENCE);
                }
                if (structured.value().path("criteria").size() > 1) {
                    kinds.add(FaultKind.FLIPPED_LEVEL);
                }
            }
            case Answer.Text text -> {}
            case Answer.Refusal refusal -> {}
            case Answer.Raw raw -> {}
        }
        return kinds;
    }

    /** The answer with that fault in it; faults of the transport leave it as it is. */
    Answer spoiled(Answer answer, FaultKind kind, PromptData data) {
        if (kind == FaultKind.REFUSAL) {
            return new Answer.Refusal(answer.task(), "I'm sorry, I can't help with that request.");
        }
        if (kind == FaultKind.SAME_CALL) {
            return sameCall(answer, data);
        }
        if (answer instanceof Answer.Tools tools) {
            return new Answer.Tools(
                    tools.task(),
                    tools.calls().stream().map(call -> spoiled(call, kind)).toList());
        }
        return answer instanceof Answer.Structured structured ? spoiled(structured, kind, data) : answer;
    }

    /** What was asked for first, once more. */
    private static Answer sameCall(Answer answer, PromptData data) {
        ToolCall first = data.firstCall();
        if (first != null) {
            return new Answer.Tools(ResearchAnswers.TOOLS_TASK, List.of(first));
        }
        return answer instanceof Answer.Tools tools
                ? new Answer.Tools(tools.task(), List.of(tools.calls().getFirst()))
                : answer;
    }

    private static ToolCall spoiled(ToolCall call, FaultKind kind) {
        return switch (kind) {
            case TRUNCATED_JSON -> new ToolCall(call.id(), call.name(), half(call.arguments()));
            case WRONG_FIELDS -> new ToolCall(call.id(), "open_browser", call.arguments());
            case RATE_LIMITED,
                    SERVER_ERROR,
                    HANG,
                    FENCED_JSON,
                    INVENTED_EVIDENCE,
                    REFUSAL,
                    FLIPPED_LEVEL,
                    REQUEST_REJECTED,
                    CONTEXT_OVERFLOW,
                    OUT_OF_CREDIT,
                    PLACEHOLDER,
                    SAME_CALL -> call;
        };
    }

    private Answer spoiled(Answer.Structured answer, FaultKind kind, PromptData data) {
        String task = answer.task();
        ObjectNode value = answer.value();
        return switch (kind) {
            case TRUNCATED_JSON -> new Answer.Raw(task, half(value.toString()), "length");
            case FENCED_JSON -> new Answer.Raw(task, "```json\n" + value.toPrettyString() + "\n```", "stop");
            case WRONG_FIELDS -> new Answer.Structured(task, renamed(value));
            case INVENTED_EVIDENCE -> {
                List<ArrayNode> citations = citations(value);
                if (citations.isEmpty()) {
                    yield answer;
                }
                citations
                        .getFirst()
                        .set(0, json.getNodeFactory().textNode("e" + Long.toHexString(Seeded.hash(value.toString()))));
                yield answer;
            }
            case FLIPPED_LEVEL -> {
                flip(value, data);
                yield answer;
            }
            case PLACEHOLDER -> new Answer.Structured(task, unfinished(value));
            case RATE_LIMITED,
                    SERVER_ERROR,
                    HANG,
                    REFUSAL,
                    REQUEST_REJECTED,
                    CONTEXT_OVERFLOW,
                    OUT_OF_CREDIT,
                    SAME_CALL -> answer;
        };
    }

    private static ObjectNode unfinished(ObjectNode draft) {
        return draft.has("body") ? draft.put("body", draft.path("body").asText() + "\n\n[Your Name]") : draft;
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    private ObjectNode renamed(ObjectNode value) {
        ObjectNode renamed = json.createObjectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            renamed.set("the_" + field.getKey(), field.getValue());
        }
        return renamed.put("confidence_percent", 97);
    }

    private static List<ArrayNode> citations(ObjectNode value) {
        List<ArrayNode> citations = new ArrayList<>();
        for (JsonNode list : value.findValues("evidence")) {
            if (list instanceof ArrayNode array && !array.isEmpty()) {
                citations.add(array);
            }
        }
        return citations;
    }

    /** Another level of the profile for one criterion that has evidence, so that the gate alone cannot tell. */
    private static void flip(ObjectNode value, PromptData data) {
        for (JsonNode criterion : value.path("criteria")) {
            if (criterion instanceof ObjectNode node && !node.path("evidence").isEmpty()) {
                for (JsonNode candidate : data.tagged("profile").path("criteria")) {
                    flip(node, candidate);
                }
                return;
            }
        }
    }

    private static void flip(ObjectNode chosen, JsonNode candidate) {
        if (candidate.path("id").equals(chosen.path("criterion"))) {
            for (JsonNode level : candidate.path("levels")) {
                if (!level.path("id").equals(chosen.path("level"))) {
                    chosen.set("level", level.path("id"));
                    return;
                }
            }
        }
    }
}
