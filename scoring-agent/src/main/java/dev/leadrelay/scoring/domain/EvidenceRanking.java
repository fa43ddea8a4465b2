package dev.leadrelay.scoring.domain;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Languages;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The evidence of a research, best first for a profile: what a claim rests on, then what shares words with the
 * profile's questions. Of equals the earlier one is first. Pure.
 */
final class EvidenceRanking {
    private static final int STEM = 5;

    private EvidenceRanking() {}

    static List<Evidence> forProfile(Research research, Profile profile) {
        Set<String> cited = new HashSet<>();
        for (Claim claim : research.getClaims()) {
            cited.addAll(claim.getEvidenceIds());
        }
        Set<String> wanted = new HashSet<>();
        profile.criteria().forEach(criterion -> {
            addStems(criterion.question(), wanted);
            criterion.levels().forEach(level -> addStems(level.description(), wanted));
        });
        profile.disqualifiers().forEach(disqualifier -> addStems(disqualifier.description(), wanted));
        record Ranked(Evidence evidence, boolean cited, int shared) {}
        return research.getEvidence().stream()
                .map(evidence ->
                        new Ranked(evidence, cited.contains(evidence.getId()), shared(evidence.getQuote(), wanted)))
                .sorted(Comparator.comparing(Ranked::cited)
                        .thenComparingInt(Ranked::shared)
                        .reversed())
                .map(Ranked::evidence)
                .toList();
    }

    private static int shared(String quote, Set<String> wanted) {
        Set<String> stems = new HashSet<>();
        addStems(quote, stems);
        stems.retainAll(wanted);
        return stems.size();
    }

    private static void addStems(String text, Set<String> stems) {
        for (String word : Folding.words(text)) {
            if (word.length() >= 4 && !Languages.isStopWord(word)) {
                stems.add(word.substring(0, Math.min(word.length(), STEM)));
            }
        }
    }
}
