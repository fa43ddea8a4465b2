package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The prompts that the agents of every stage ask about one lead, with notes and one more piece of evidence of the test's own. */
final class Stages {
    private Stages() {}

    static List<ObjectNode> all(DemoCompany company, String notes, String told) {
        return List.of(
                research(company, notes, told), scoring(company, notes, told), drafting(company, notes, told, "en"));
    }

    static ObjectNode planning(DemoCompany company, String notes) {
        ObjectNode request = Conversation.request("", Conversation.tag("lead", lead(company, notes)));
        Conversation.offer(request, "fetch_page");
        return request;
    }

    /** Adds what the model said and what every call gave. */
    static void answered(ObjectNode request, List<ToolCall> calls, String result) {
        ArrayNode messages = (ArrayNode) request.path("messages");
        ArrayNode made = messages.addObject().put("role", "assistant").putArray("tool_calls");
        for (ToolCall call : calls) {
            made.addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments());
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", call.id())
                    .put("content", result);
        }
    }

    static ObjectNode research(DemoCompany company, String notes, String told) {
        return Conversation.request("ResearchAnswer", lead(company, notes, told));
    }

    static ObjectNode scoring(DemoCompany company, String notes, String told) {
        ObjectNode profile = Conversation.JSON.createObjectNode().put("name", "p");
        ArrayNode criteria = profile.putArray("criteria");
        criterion(criteria, "ships", "high", "It ships pallets abroad every day.", "low", "Nothing of the kind.");
        criterion(criteria, "systems", "great", "Stock runs on an ERP system.", "poor", "Nothing is said of it.");
        return Conversation.request(
                "ScoreAnswer", Conversation.tag("profile", profile) + "\n" + lead(company, notes, told));
    }

    static ObjectNode drafting(DemoCompany company, String notes, String told, String language) {
        ObjectNode seller =
                Conversation.JSON.createObjectNode().put("company", "Lotsen").put("product", "Dock");
        seller.putArray("valuePropositions").add("fewer trucks waiting at the gate");
        ArrayNode claims = Conversation.JSON.createArrayNode();
        claims.addObject()
                .put("topic", "news")
                .put("statement", company.news())
                .putArray("evidence")
                .add("e1");
        return Conversation.request(
                "DraftAnswer",
                lead(company, notes, told) + Conversation.tag("seller", seller) + Conversation.tag("claims", claims)
                        + "<language>\"" + language + "\"</language>");
    }

    private static String lead(DemoCompany company, String notes, String told) {
        ArrayNode evidence = Conversation.JSON.createArrayNode();
        evidence(evidence, "e1", company, company.news());
        evidence(evidence, "e2", company, company.technology());
        evidence(evidence, "e3", company, SitePages.openDay(company));
        if (!told.isEmpty()) {
            evidence(evidence, "told", company, told);
        }
        return Conversation.tag("lead", lead(company, notes)) + "\n" + Conversation.tag("evidence", evidence);
    }

    private static ObjectNode lead(DemoCompany company, String notes) {
        return Conversation.leadOf(company)
                .put("email", "someone@" + company.domain())
                .put("notes", notes);
    }

    private static void evidence(ArrayNode list, String id, DemoCompany company, String quote) {
        list.addObject()
                .put("id", id)
                .put("url", "http://" + company.domain() + "/")
                .put("title", company.name() + " | Home")
                .put("quote", quote);
    }

    private static void criterion(
            ArrayNode criteria, String id, String best, String bestText, String worst, String worstText) {
        ArrayNode levels =
                criteria.addObject().put("id", id).put("question", "?").putArray("levels");
        levels.addObject().put("id", best).put("description", bestText);
        levels.addObject().put("id", worst).put("description", worstText);
    }
}
