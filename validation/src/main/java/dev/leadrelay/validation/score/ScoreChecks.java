package dev.leadrelay.validation.score;

import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ScoreSubject;
import java.util.List;

/** The checks of the score gate in their order. */
public final class ScoreChecks {
    private ScoreChecks() {}

    public static List<Check<ScoreSubject>> all() {
        return List.of(
                new ProfileCheck(),
                new CriteriaCheck(),
                new PointsCheck(),
                new TotalCheck(),
                new ScoreEvidenceCheck(),
                new RelatedEvidenceCheck(),
                new DisqualifierCheck(),
                new ConfidenceCheck());
    }
}
