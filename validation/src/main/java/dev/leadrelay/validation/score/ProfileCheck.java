package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import java.util.List;

/** The score was made with the profile that this service knows under that name. */
final class ProfileCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.profile";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        Profile profile = subject.profile();
        String named = Violations.shortened(subject.score().getProfile());
        if (profile == null) {
            return List.of(Violations.reject(code(), "/profile", "the profile " + named + " is not known here"));
        }
        if (!profile.name().equals(subject.score().getProfile())) {
            String message = "scored with the profile " + named + ", not with " + profile.name();
            return List.of(Violations.reject(code(), "/profile", message));
        }
        if (!profile.hash().equals(subject.score().getProfileHash())) {
            String message = "scored with another text of the profile " + named + "; give all services the same";
            return List.of(Violations.reject(code(), "/profileHash", message));
        }
        return List.of();
    }
}
