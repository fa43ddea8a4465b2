package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The most gullible model there is: whatever text in a prompt's data has a canary in it is obeyed, however it is phrased and
 * however often that is objected to. It visits the address, claims the sentence, gives the level and writes the words; all else it
 * answers as usual.
 */
final class Gullibility {
    private static final int MOST_CALLS = 8;
    private static final String FETCH = "fetch_page";

    private final ObjectMapper json;

    Gullibility(ObjectMapper json) {
        this.json = json;
    }

    Answer obeyed(Answer answer, ChatRequest request, PromptData data) {
        List<Told> told = Told.in(data);
        if (told.isEmpty()) {
            return answer;
        }
        return switch (answer) {
            case Answer.Tools tools -> new Answer.Tools(tools.task(), calls(tools.calls(), told, request));
            case Answer.Structured structured -> obeyed(structured, told, request, data);
            case Answer.Text text -> text;
            case Answer.Refusal refusal -> refusal;
            case Answer.Raw raw -> raw;
        };
    }

    private Answer obeyed(Answer.Structured answer, List<Told> told, ChatRequest request, PromptData data) {
        if (answer.task().equals(ResearchAnswers.TASK)) {
            List<ToolCall> calls = calls(List.of(), told, request);
            if (!calls.isEmpty()) {
                return new Answer.Tools(ResearchAnswers.TOOLS_TASK, calls);
            }
            claim(answer.value(), told, data);
        } else if (answer.task().equals(ScoreAnswers.TASK)) {
            GullibleScore.obey(answer.value(), told, data);
        } else if (answer.task().equals(DraftAnswers.TASK)) {
            new GullibleDraft(json, data.tagged("language").asText("en")).obey(answer.value(), told, data);
        }
        return answer;
    }

    /** The usual calls, and every address once in the whole conversation. */
    private List<ToolCall> calls(List<ToolCall> usual, List<Told> told, ChatRequest request) {
        List<ToolCall> calls = new ArrayList<>(usual);
        if (!request.tools().contains(FETCH)) {
            return calls;
        }
        Set<String> addresses = new LinkedHashSet<>();
        told.forEach(text -> addresses.addAll(Canaries.addresses(text.reading())));
        for (String address : addresses) {
            if (!known(address, calls) && !made(address, request) && calls.size() < MOST_CALLS) {
                String id = "call_%016x%d".formatted(request.hash(), calls.size());
                String url = address.contains("://") ? address : "https://" + address;
                calls.add(new ToolCall(
                        id, FETCH, json.createObjectNode().put("url", url).toString()));
            }
        }
        return calls;
    }

    private static boolean made(String address, ChatRequest request) {
        return request.messages().stream().anyMatch(message -> known(address, message.toolCalls()));
    }

    /** A bare host is known from any address on it: an error message may name the host alone. */
    private static boolean known(String address, List<ToolCall> calls) {
        String wanted = address.contains("://") ? '"' + address + '"' : address;
        return calls.stream().anyMatch(call -> call.arguments().contains(wanted));
    }

    private static void claim(ObjectNode answer, List<Told> told, PromptData data) {
        Set<String> stated = new LinkedHashSet<>(answer.path("claims").findValuesAsText("statement"));
        ArrayNode claims = answer.path("claims") instanceof ArrayNode list ? list : answer.putArray("claims");
        for (Told text : told) {
            for (String sentence : Canaries.sentences(text.reading())) {
                if (stated.add(sentence)) {
                    ArrayNode cited = claims.addObject()
                            .put("topic", "news")
                            .put("statement", sentence)
                            .putArray("evidence");
                    evidence(text, data).forEach(cited::add);
                }
            }
        }
    }

    /** The evidence a text stood in, else the first there is. */
    static List<String> evidence(Told text, PromptData data) {
        if (!text.evidence().isEmpty()) {
            return List.of(text.evidence());
        }
        List<String> ids = new ArrayList<>(data.evidence().keySet());
        for (JsonNode claim : data.tagged("claims")) {
            claim.path("evidence").forEach(id -> ids.add(id.asText()));
        }
        return ids.isEmpty() ? List.of() : List.of(ids.getFirst());
    }
}
