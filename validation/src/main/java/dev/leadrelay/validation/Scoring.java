package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.CriterionAnswer;
import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoreAnswer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes scores from what the model chose: points, total, tier and agreement are never the model's. Pure and total;
 * what an answer lacks or invents is missing or without points in the score, and the score gate says so.
 */
public final class Scoring {
    private Scoring() {}

    /** The score of a single vote, with confidence 1. */
    public static Score score(ScoreAnswer answer, Profile profile) {
        return score(List.of(answer), profile);
    }

    /**
     * The score of several votes: per criterion the level most of them chose, of equals the one with fewer points. The
     * confidence is the share of votes behind the chosen levels, weighted as the criteria are, or the share behind the
     * decision on a disqualifier where that is lower. A disqualifier needs more than half of the votes.
     *
     * @param votes at least one; evidence ids must be those of the research
     */
    public static Score score(List<ScoreAnswer> votes, Profile profile) {
        if (votes.isEmpty()) {
            throw new IllegalArgumentException("a score needs at least one vote");
        }
        List<CriterionScore> entries = new ArrayList<>();
        int total = 0;
        double agreement = 0;
        for (Profile.Criterion criterion : profile.criteria()) {
            Map<String, List<CriterionAnswer>> byLevel = byLevel(votes, criterion.id());
            String level = majority(byLevel, criterion);
            if (level != null) {
                List<CriterionAnswer> behind = byLevel.getOrDefault(level, List.of());
                CriterionScore entry = entry(criterion, level, behind);
                entries.add(entry);
                total += entry.getPoints();
                agreement += criterion.weight() / 100.0 * behind.size() / votes.size();
            }
        }
        String disqualifier = disqualifier(votes);
        double confidence = Math.min(1, Math.min(agreement, decisionAgreement(votes, disqualifier)));
        return Score.newBuilder()
                .setProfile(profile.name())
                .setProfileHash(profile.hash())
                .setTotal(total)
                .setTier(profile.tierOf(total))
                .setCriteria(entries)
                .setDisqualifiedBy(disqualifier)
                .setDisqualifierEvidenceIds(disqualifierEvidence(votes, disqualifier))
                // Sums of weights are not exact in binary; full agreement must be exactly 1.
                .setConfidence(Math.round(confidence * 1e9) / 1e9)
                .setVotes(votes.size())
                .setSummary(summary(votes, entries, disqualifier))
                .build();
    }

    /** The votes on a criterion by level, at most one of each answer. */
    private static Map<String, List<CriterionAnswer>> byLevel(List<ScoreAnswer> votes, String criterion) {
        Map<String, List<CriterionAnswer>> byLevel = new LinkedHashMap<>();
        for (ScoreAnswer vote : votes) {
            CriterionAnswer answer = answer(vote, criterion);
            if (answer != null) {
                byLevel.computeIfAbsent(answer.getLevel(), level -> new ArrayList<>())
                        .add(answer);
            }
        }
        return byLevel;
    }

    private static @Nullable CriterionAnswer answer(ScoreAnswer vote, String criterion) {
        for (CriterionAnswer answer : vote.getCriteria()) {
            if (answer.getCriterion().equals(criterion)) {
                return answer;
            }
        }
        return null;
    }

    private static @Nullable String majority(Map<String, List<CriterionAnswer>> byLevel, Profile.Criterion criterion) {
        String best = null;
        int most = 0;
        int points = 0;
        for (Map.Entry<String, List<CriterionAnswer>> entry : byLevel.entrySet()) {
            int size = entry.getValue().size();
            int worth = points(criterion, entry.getKey());
            if (size > most || size == most && worth < points) {
                best = entry.getKey();
                most = size;
                points = worth;
            }
        }
        return best;
    }

    private static int points(Profile.Criterion criterion, String levelId) {
        Profile.Level level = criterion.level(levelId);
        return level == null ? 0 : criterion.points(level);
    }

    private static CriterionScore entry(Profile.Criterion criterion, String level, List<CriterionAnswer> behind) {
        Set<String> evidence = new LinkedHashSet<>();
        behind.forEach(answer -> evidence.addAll(answer.getEvidence()));
        String reason = behind.isEmpty() ? "" : behind.getFirst().getReason();
        return new CriterionScore(
                criterion.id(), level, points(criterion, level), criterion.weight(), List.copyOf(evidence), reason);
    }

    private static @Nullable String disqualifier(List<ScoreAnswer> votes) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ScoreAnswer vote : votes) {
            if (vote.getDisqualifier() != null) {
                counts.merge(vote.getDisqualifier(), 1, Integer::sum);
            }
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            if (2 * count.getValue() > votes.size()) {
                return count.getKey();
            }
        }
        return null;
    }

    private static double decisionAgreement(List<ScoreAnswer> votes, @Nullable String disqualifier) {
        long same = votes.stream()
                .filter(vote -> disqualifier == null
                        ? vote.getDisqualifier() == null
                        : disqualifier.equals(vote.getDisqualifier()))
                .count();
        return (double) same / votes.size();
    }

    private static List<String> disqualifierEvidence(List<ScoreAnswer> votes, @Nullable String disqualifier) {
        Set<String> evidence = new LinkedHashSet<>();
        for (ScoreAnswer vote : votes) {
            if (disqualifier != null && disqualifier.equals(vote.getDisqualifier())) {
                evidence.addAll(vote.getDisqualifierEvidence());
            }
        }
        return List.copyOf(evidence);
    }

    /** The summary of the vote that chose most of the chosen levels, so that text and figures agree. */
    private static String summary(
            List<ScoreAnswer> votes, List<CriterionScore> entries, @Nullable String disqualifier) {
        String best = "";
        long most = -1;
        for (ScoreAnswer vote : votes) {
            Set<String> chosen = new HashSet<>();
            vote.getCriteria().forEach(answer -> chosen.add(answer.getCriterion() + "\n" + answer.getLevel()));
            long agreed = entries.stream()
                    .filter(entry -> chosen.contains(entry.getCriterion() + "\n" + entry.getLevel()))
                    .count();
            boolean sameDecision =
                    disqualifier == null ? vote.getDisqualifier() == null : disqualifier.equals(vote.getDisqualifier());
            long rank = sameDecision ? agreed + entries.size() : agreed;
            if (rank > most) {
                most = rank;
                best = vote.getSummary();
            }
        }
        return best;
    }
}
