package dev.leadrelay.writer.domain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.data.PromptData;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.validation.SellerProfile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What fills the writer's prompt. Only evidence that a chosen claim rests on is in it. Pure. */
final class WriterPrompt {
    private WriterPrompt() {}

    static Variables variables(WriterRequest request, List<Claim> claims, SellerProfile seller, String language) {
        return Variables.none()
                .with("lead", PromptData.lead(request.getLead()))
                .with("score", score(request.getScore()))
                .with(
                        "contradictions",
                        PromptData.contradictions(request.getResearch().getContradictions()))
                .ranked("claims", claims.stream().map(PromptData::claim).toList())
                .ranked(
                        "evidence",
                        cited(request.getResearch().getEvidence(), claims).stream()
                                .map(PromptData::evidence)
                                .toList())
                .withOwn("seller", seller(seller))
                .with("language", language);
    }

    private static List<Evidence> cited(List<Evidence> all, List<Claim> claims) {
        Map<String, Evidence> byId = new HashMap<>();
        all.forEach(evidence -> byId.put(evidence.getId(), evidence));
        Map<String, Evidence> cited = new LinkedHashMap<>();
        for (Claim claim : claims) {
            for (String id : claim.getEvidenceIds()) {
                Evidence evidence = byId.get(id);
                if (evidence != null) {
                    cited.put(id, evidence);
                }
            }
        }
        return List.copyOf(cited.values());
    }

    static ObjectNode score(Score score) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("tier", score.getTier().name())
                .put("total", score.getTotal())
                .put("summary", score.getSummary());
        ArrayNode criteria = node.putArray("criteria");
        for (CriterionScore criterion : score.getCriteria()) {
            criteria.addObject()
                    .put("criterion", criterion.getCriterion())
                    .put("level", criterion.getLevel())
                    .put("reason", criterion.getReason())
                    .set("evidence", PromptData.texts(criterion.getEvidenceIds()));
        }
        return node;
    }

    static ObjectNode seller(SellerProfile seller) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("company", seller.company())
                .put("product", seller.product());
        node.set("valuePropositions", PromptData.texts(seller.valuePropositions()));
        node.set("facts", PromptData.texts(seller.facts()));
        node.set("links", PromptData.texts(seller.links()));
        node.putObject("sender")
                .put("name", seller.sender().name())
                .put("title", seller.sender().title());
        return node;
    }
}
