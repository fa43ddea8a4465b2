package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans the fetching of pages, then states claims that rest on what came back. */
final class ResearchAnswers {
    static final String TASK = "ResearchAnswer";
    static final String TOOLS_TASK = "ResearchTools";

    private static final Set<String> PROMISING = Set.of("/about", "/products", "/news", "/company", "/ueber-uns");
    private static final Set<String> FREEMAIL =
            Set.of("gmail.com", "gmx.de", "gmx.net", "web.de", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com");
    private static final int MOST_CLAIMS = 6;

    private final ObjectMapper json;

    ResearchAnswers(ObjectMapper json) {
        this.json = json;
    }

    Answer answer(ChatRequest request, PromptData data, long choice) {
        List<ToolCall> calls = plan(request, data);
        return calls.isEmpty()
                ? new Answer.Structured(TASK, claims(request, data, choice))
                : new Answer.Tools(TOOLS_TASK, calls);
    }

    private List<ToolCall> plan(ChatRequest request, PromptData data) {
        List<ToolCall> made = new ArrayList<>();
        int rounds = 0;
        for (ChatMessage message : request.messages()) {
            made.addAll(message.toolCalls());
            rounds += message.from("assistant") && !message.toolCalls().isEmpty() ? 1 : 0;
        }
        if (request.tools().isEmpty()
                || rounds > 1
                || !data.allTagged("violations").isEmpty()) {
            return List.of();
        }
        JsonNode lead = data.tagged("lead");
        if (rounds == 0) {
            List<ToolCall> calls = firstCalls(request, domain(lead));
            return calls.isEmpty() ? search(request, lead, made) : calls;
        }
        return data.evidence().isEmpty() ? search(request, lead, made) : follow(request, data.links(), made);
    }

    private List<ToolCall> firstCalls(ChatRequest request, String domain) {
        List<ToolCall> calls = new ArrayList<>();
        if (!domain.isEmpty() && request.tools().contains("fetch_page")) {
            calls.add(call(request, calls.size(), "fetch_page", "url", "http://" + domain + "/"));
        }
        if (!domain.isEmpty() && request.tools().contains("company_records")) {
            calls.add(call(request, calls.size(), "company_records", "domain", domain));
        }
        return calls;
    }

    private List<ToolCall> search(ChatRequest request, JsonNode lead, List<ToolCall> made) {
        String query =
                (lead.path("company").asText("") + " " + lead.path("city").asText("")).strip();
        boolean searched = made.stream().anyMatch(call -> call.name().equals("search_web"));
        return query.isEmpty() || searched || !request.tools().contains("search_web")
                ? List.of()
                : List.of(call(request, 0, "search_web", "query", query));
    }

    private List<ToolCall> follow(ChatRequest request, List<String> links, List<ToolCall> made) {
        List<ToolCall> calls = new ArrayList<>();
        for (String link : new LinkedHashSet<>(links)) {
            boolean promising = PROMISING.stream().anyMatch(link::endsWith);
            boolean known = made.stream().anyMatch(call -> call.arguments().contains('"' + link + '"'));
            if (promising && !known && calls.size() < 2 && request.tools().contains("fetch_page")) {
                calls.add(call(request, calls.size(), "fetch_page", "url", link));
            }
        }
        return calls;
    }

    private ToolCall call(ChatRequest request, int index, String name, String argument, String value) {
        String id = "call_%016x%d".formatted(request.hash(), index);
        return new ToolCall(
                id, name, json.createObjectNode().put(argument, value).toString());
    }

    private static String domain(JsonNode lead) {
        String domain = lead.path("companyDomain").asText("");
        if (domain.isEmpty()) {
            domain = lead.path("website")
                    .asText("")
                    .replaceFirst("^[a-zA-Z]+://", "")
                    .replaceFirst("[/?#].*$", "");
        }
        if (domain.isEmpty()) {
            String email = lead.path("email").asText("");
            domain = email.substring(email.indexOf('@') + 1);
        }
        return FREEMAIL.contains(domain) ? "" : domain;
    }

    private ObjectNode claims(ChatRequest request, PromptData data, long choice) {
        Map<String, Quote> evidence = data.evidence();
        ObjectNode answer = json.createObjectNode();
        String company = companyName(evidence);
        answer.put("companyName", company.isEmpty() ? null : company);
        ArrayNode claims = answer.putArray("claims");
        List<Claims.Claim> stated = new Claims(company, choice).from(evidence.values(), MOST_CLAIMS);
        Set<String> objected = RepairAsks.objectedStatements(json, request, data);
        for (Claims.Claim claim : stated) {
            if (!objected.contains(claim.statement())) {
                ObjectNode node = claims.addObject().put("topic", claim.topic()).put("statement", claim.statement());
                node.putArray("evidence").add(claim.evidence());
            }
        }
        return answer;
    }

    /** The part of the titles in front of the page's own name that most pages agree on. */
    private static String companyName(Map<String, Quote> evidence) {
        Map<String, Integer> counts = new HashMap<>();
        String best = "";
        for (Quote quote : evidence.values()) {
            String name = quote.title().split(" [|–-] ", 2)[0].strip();
            int count = name.isEmpty() ? 0 : counts.merge(name, 1, Integer::sum);
            best = count > counts.getOrDefault(best, 0) || best.isEmpty() ? name : best;
        }
        return best;
    }
}
