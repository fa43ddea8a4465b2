package dev.leadrelay.agent.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leads, evidence and claims as the JSON that every agent's prompts show. A lead's phone number and further columns
 * stay out: no agent needs them. Pure.
 */
public final class PromptData {
    private static final int MAX_FIELD = 500;
    private static final int MAX_NOTES = 2_000;

    private PromptData() {}

    /** The fields that are set; long ones cut, so that no note fills a prompt. */
    public static ObjectNode lead(Lead lead) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "firstName", lead.getFirstName());
        put(node, "lastName", lead.getLastName());
        put(node, "fullName", lead.getFullName());
        put(node, "title", lead.getTitle());
        put(node, "company", lead.getCompany());
        put(node, "companyDomain", lead.getCompanyDomain());
        put(node, "website", lead.getWebsite());
        put(node, "linkedinUrl", lead.getLinkedinUrl());
        put(node, "email", lead.getEmail());
        put(node, "industry", lead.getIndustry());
        Integer employees = lead.getEmployeeCount();
        if (employees != null) {
            node.put("employeeCount", employees);
        }
        put(node, "employeeRangeRaw", lead.getEmployeeRangeRaw());
        put(node, "countryIso2", lead.getCountryIso2());
        put(node, "countryRaw", lead.getCountryRaw());
        put(node, "city", lead.getCity());
        put(node, "language", lead.getLanguage());
        put(node, "notes", lead.getNotes(), MAX_NOTES);
        return node;
    }

    /** Id, url, title and quote. */
    public static ObjectNode evidence(Evidence evidence) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", evidence.getId())
                .put("url", evidence.getUrl());
        put(node, "title", evidence.getTitle());
        return node.put("quote", evidence.getQuote());
    }

    /** Topic, statement and the ids it rests on. */
    public static ObjectNode claim(Claim claim) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("topic", claim.getTopic())
                .put("statement", claim.getStatement());
        node.set("evidence", texts(claim.getEvidenceIds()));
        return node;
    }

    /** Facts that the sources state differently: the fact, and for each statement its words and the id it rests on. */
    public static ArrayNode contradictions(List<Contradiction> contradictions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Contradiction contradiction : contradictions) {
            ArrayNode statements =
                    array.addObject().put("fact", contradiction.getFact()).putArray("statements");
            contradiction
                    .getStatements()
                    .forEach(statement -> statements
                            .addObject()
                            .put("text", statement.getText())
                            .put("evidence", statement.getEvidenceId()));
        }
        return array;
    }

    /** Texts as an array. */
    public static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static void put(ObjectNode node, String name, @Nullable String text) {
        put(node, name, text, MAX_FIELD);
    }

    private static void put(ObjectNode node, String name, @Nullable String text, int most) {
        if (text != null && !text.isBlank()) {
            node.put(name, cut(text, most));
        }
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
