package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** The total is the sum of the points, and the tier is that of the total. */
final class TotalCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.total";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        List<Violation> found = new ArrayList<>();
        Score score = subject.score();
        // A long: foreign points may overflow an int, and a wrapped sum could look right.
        long sum = score.getCriteria().stream()
                .mapToLong(CriterionScore::getPoints)
                .sum();
        if (sum != score.getTotal()) {
            found.add(Violations.reject(code(), "/total", "the total is " + score.getTotal() + ", the sum is " + sum));
        }
        Profile profile = subject.profile();
        Tier tier = profile == null ? score.getTier() : profile.tierOf(score.getTotal());
        if (tier != score.getTier() || tier == Tier.UNKNOWN) {
            String message = "a total of " + score.getTotal() + " is tier " + tier + ", not " + score.getTier();
            found.add(Violations.reject("score.tier", "/tier", message));
        }
        return found;
    }
}
