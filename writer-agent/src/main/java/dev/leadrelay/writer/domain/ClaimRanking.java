package dev.leadrelay.writer.domain;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.validation.text.Dates;
import dev.leadrelay.validation.text.Numbers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims a message is best built on: those the score rests on, those that are news or a need, those that say
 * something exact. Claims without existing evidence are left out. Of equals the earlier one is first. Pure.
 */
final class ClaimRanking {
    static final int MOST = 8;

    private static final int EXACT = 15;
    private static final Map<String, Integer> TOPICS =
            Map.of("news", 30, "need", 30, "product", 20, "technology", 20, "market", 15, "size", 10, "identity", 5);

    private ClaimRanking() {}

    static List<Claim> strongest(Research research, Score score) {
        Set<String> existing = new HashSet<>();
        for (Evidence evidence : research.getEvidence()) {
            existing.add(evidence.getId());
        }
        Map<String, Integer> points = new HashMap<>();
        for (CriterionScore criterion : score.getCriteria()) {
            criterion.getEvidenceIds().forEach(id -> points.merge(id, criterion.getPoints(), Math::max));
        }
        return research.getClaims().stream()
                .filter(claim -> !claim.getEvidenceIds().isEmpty() && existing.containsAll(claim.getEvidenceIds()))
                .sorted(Comparator.comparingInt((Claim claim) -> weight(claim, points))
                        .reversed())
                .limit(MOST)
                .toList();
    }

    static int weight(Claim claim, Map<String, Integer> points) {
        int relevant = claim.getEvidenceIds().stream()
                .mapToInt(id -> points.getOrDefault(id, 0))
                .max()
                .orElse(0);
        String statement = claim.getStatement();
        boolean exact = !Numbers.mentions(statement).isEmpty()
                || !Dates.mentions(statement).isEmpty();
        return relevant + TOPICS.getOrDefault(claim.getTopic(), 0) + (exact ? EXACT : 0);
    }
}
