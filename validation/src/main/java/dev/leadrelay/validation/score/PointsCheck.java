package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Points are those that the profile gives for the level. */
final class PointsCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.points";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        List<Violation> found = new ArrayList<>();
        Profile profile = subject.profile();
        if (profile == null) {
            return found;
        }
        List<CriterionScore> entries = subject.score().getCriteria();
        for (int i = 0; i < entries.size(); i++) {
            CriterionScore entry = entries.get(i);
            OptionalInt points = profile.points(entry.getCriterion(), entry.getLevel());
            if (points.isPresent() && points.getAsInt() != entry.getPoints()) {
                String message = entry.getPoints() + " points, the profile gives " + points.getAsInt();
                found.add(Violations.reject(code(), "/criteria/" + i + "/points", message));
            }
            Profile.Criterion criterion = profile.criterion(entry.getCriterion());
            if (criterion != null && criterion.weight() != entry.getMaxPoints()) {
                String message = "at most " + entry.getMaxPoints() + " points, the profile has " + criterion.weight();
                found.add(Violations.reject(code(), "/criteria/" + i + "/maxPoints", message));
            }
        }
        return found;
    }
}
