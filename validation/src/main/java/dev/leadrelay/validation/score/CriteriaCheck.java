package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** There is one entry for each criterion of the profile and no other, each with a level of that criterion. */
final class CriteriaCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.criteria";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        List<Violation> found = new ArrayList<>();
        Profile profile = subject.profile();
        if (profile == null) {
            return found;
        }
        Set<String> seen = new HashSet<>();
        List<CriterionScore> entries = subject.score().getCriteria();
        for (int i = 0; i < entries.size(); i++) {
            entry(profile, entries.get(i), "/criteria/" + i, seen, found);
        }
        for (Profile.Criterion criterion : profile.criteria()) {
            if (!seen.contains(criterion.id())) {
                found.add(Violations.reject(code(), "/criteria", "the criterion " + criterion.id() + " is missing"));
            }
        }
        return found;
    }

    private void entry(Profile profile, CriterionScore entry, String path, Set<String> seen, List<Violation> found) {
        String id = Violations.shortened(entry.getCriterion());
        Profile.Criterion criterion = profile.criterion(entry.getCriterion());
        if (!seen.add(entry.getCriterion())) {
            found.add(Violations.reject(code(), path, "the criterion " + id + " stands twice"));
        }
        if (criterion == null) {
            found.add(Violations.reject(code(), path + "/criterion", "the profile has no criterion " + id));
        } else if (criterion.level(entry.getLevel()) == null) {
            String message = "the criterion " + id + " has no level " + Violations.shortened(entry.getLevel())
                    + "; use one of "
                    + String.join(
                            ", ",
                            criterion.levels().stream().map(Profile.Level::id).toList());
            found.add(Violations.reject("score.level", path + "/level", message));
        }
    }
}
