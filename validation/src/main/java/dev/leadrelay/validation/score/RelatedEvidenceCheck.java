package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.research.EvidenceIndex;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;

/** Evidence for points is about the criterion: where the profile names its signals, one of the cited quotes has one of them. */
final class RelatedEvidenceCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.unrelated-evidence";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        Profile profile = subject.profile();
        if (profile == null) {
            return List.of();
        }
        EvidenceIndex index = new EvidenceIndex(subject.research());
        List<Violation> found = new ArrayList<>();
        List<CriterionScore> entries = subject.score().getCriteria();
        for (int i = 0; i < entries.size(); i++) {
            CriterionScore entry = entries.get(i);
            List<String> signals = signals(profile, entry);
            String quotes = quotes(entry, index);
            if (entry.getPoints() > 0 && !signals.isEmpty() && !quotes.isEmpty() && !hasAny(signals, quotes)) {
                String message = "none of the passages cited for " + Violations.shortened(entry.getCriterion())
                        + " speaks of it: the profile looks for one of " + Violations.shortened(signals.toString());
                found.add(Violations.reject(code(), "/criteria/" + i + "/evidenceIds", message));
            }
        }
        return found;
    }

    /** A signal of several words stands in the quote as it is; a single one begins a word. */
    private static boolean hasAny(List<String> signals, String quotes) {
        String words = " " + String.join(" ", Folding.words(quotes));
        String german = " " + String.join(" ", Folding.words(Folding.foldGerman(quotes)));
        return signals.stream()
                .map(signal -> " " + String.join(" ", Folding.words(signal)))
                .anyMatch(signal -> words.contains(signal) || german.contains(signal));
    }

    /** The level's own, else the criterion's. */
    private static List<String> signals(Profile profile, CriterionScore entry) {
        Profile.Criterion criterion = profile.criterion(entry.getCriterion());
        if (criterion == null) {
            return List.of();
        }
        Profile.Level level = criterion.level(entry.getLevel());
        return level == null || level.signals().isEmpty() ? criterion.signals() : level.signals();
    }

    private static String quotes(CriterionScore entry, EvidenceIndex index) {
        StringBuilder quotes = new StringBuilder();
        for (String id : entry.getEvidenceIds()) {
            Evidence evidence = index.find(id);
            if (evidence != null) {
                quotes.append(evidence.getQuote()).append('\n');
            }
        }
        return quotes.toString();
    }
}
