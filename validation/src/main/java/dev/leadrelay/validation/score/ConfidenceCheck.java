package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The votes agree at least as much as the profile asks; otherwise a person looks. */
final class ConfidenceCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.low-confidence";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        List<Violation> found = new ArrayList<>();
        Score score = subject.score();
        double confidence = score.getConfidence();
        if (!(confidence >= 0 && confidence <= 1) || score.getVotes() < 1) {
            String message = "confidence " + confidence + " of " + score.getVotes() + " votes is impossible";
            found.add(Violations.reject("score.votes", "/confidence", message));
            return found;
        }
        Profile profile = subject.profile();
        if (profile != null && confidence < profile.confidence().bar()) {
            String message = String.format(
                    Locale.ROOT,
                    "the votes agree to %.2f, the profile asks for %.2f",
                    confidence,
                    profile.confidence().bar());
            found.add(Violations.review(code(), "/confidence", message));
        }
        return found;
    }
}
