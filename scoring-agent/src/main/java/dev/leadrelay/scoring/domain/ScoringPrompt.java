package dev.leadrelay.scoring.domain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.data.PromptData;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.validation.Profile;

/** What fills the scoring prompt. Weights, shares and thresholds stay out: the model judges levels, not totals. Pure. */
final class ScoringPrompt {
    private ScoringPrompt() {}

    static Variables variables(ScoringRequest request, Profile profile) {
        return Variables.none()
                .with("lead", PromptData.lead(request.getLead()))
                .withOwn("profile", profile(profile))
                .with(
                        "contradictions",
                        PromptData.contradictions(request.getResearch().getContradictions()))
                .ranked(
                        "claims",
                        request.getResearch().getClaims().stream()
                                .map(PromptData::claim)
                                .toList())
                .ranked(
                        "evidence",
                        EvidenceRanking.forProfile(request.getResearch(), profile).stream()
                                .map(PromptData::evidence)
                                .toList());
    }

    static ObjectNode profile(Profile profile) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", profile.name()).put("description", profile.description());
        ArrayNode criteria = node.putArray("criteria");
        for (Profile.Criterion criterion : profile.criteria()) {
            ObjectNode entry = criteria.addObject().put("id", criterion.id()).put("question", criterion.question());
            ArrayNode levels = entry.putArray("levels");
            for (Profile.Level level : criterion.levels()) {
                levels.addObject().put("id", level.id()).put("description", level.description());
            }
        }
        ArrayNode disqualifiers = node.putArray("disqualifiers");
        for (Profile.Disqualifier disqualifier : profile.disqualifiers()) {
            disqualifiers.addObject().put("id", disqualifier.id()).put("description", disqualifier.description());
        }
        return node;
    }
}
