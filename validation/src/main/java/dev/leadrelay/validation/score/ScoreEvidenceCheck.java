package dev.leadrelay.validation.score;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.research.EvidenceIndex;
import java.util.ArrayList;
import java.util.List;

/** Each criterion with points cites evidence, and all evidence that any criterion cites exists. */
final class ScoreEvidenceCheck implements Check<ScoreSubject> {
    @Override
    public String code() {
        return "score.uncited-criterion";
    }

    @Override
    public List<Violation> check(ScoreSubject subject) {
        List<Violation> found = new ArrayList<>();
        EvidenceIndex index = new EvidenceIndex(subject.research());
        List<CriterionScore> entries = subject.score().getCriteria();
        for (int i = 0; i < entries.size(); i++) {
            CriterionScore entry = entries.get(i);
            String path = "/criteria/" + i + "/evidenceIds";
            if (entry.getPoints() > 0 && entry.getEvidenceIds().isEmpty()) {
                String message = "the criterion " + Violations.shortened(entry.getCriterion()) + " has "
                        + entry.getPoints() + " points but cites no evidence";
                found.add(Violations.reject(code(), path, message));
            }
            String unknown = index.firstUnknown(entry.getEvidenceIds());
            if (unknown != null) {
                String message = "cites evidence that does not exist: " + Violations.shortened(unknown);
                found.add(Violations.reject("score.unknown-evidence", path, message));
            }
        }
        return found;
    }
}
