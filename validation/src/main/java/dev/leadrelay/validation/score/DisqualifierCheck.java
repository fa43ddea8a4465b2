package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.research.EvidenceIndex;
import java.util.ArrayList;
import java.util.List;

/** A disqualifier is one of the profile's and rests on evidence. */
final class DisqualifierCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.disqualifier";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        List<Violation> found = new ArrayList<>();
        String id = subject.score().getDisqualifiedBy();
        List<String> cited = subject.score().getDisqualifierEvidenceIds();
        Profile profile = subject.profile();
        if (id != null && profile != null && !profile.hasDisqualifier(id)) {
            String message = "the profile has no disqualifier " + Violations.shortened(id);
            found.add(Violations.reject(code(), "/disqualifiedBy", message));
        }
        if (id != null && cited.isEmpty()) {
            found.add(Violations.reject(
                    "score.uncited-disqualifier", "/disqualifierEvidenceIds", "the disqualifier cites no evidence"));
        }
        String unknown = new EvidenceIndex(subject.research()).firstUnknown(cited);
        if (unknown != null) {
            String message = "cites evidence that does not exist: " + Violations.shortened(unknown);
            found.add(Violations.reject("score.unknown-evidence", "/disqualifierEvidenceIds", message));
        }
        return found;
    }
}
