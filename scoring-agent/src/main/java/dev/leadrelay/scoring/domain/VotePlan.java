package dev.leadrelay.scoring.domain;

import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoreAnswer;
import dev.leadrelay.validation.Profile;
import java.util.List;

/**
 * How many votes a score needs. One, where it is clear. Three near a threshold or where a disqualifier is claimed: one
 * wrong level, or one wrong word, would change what becomes of the lead. The profile's number where three disagree.
 * Never more than the profile allows. Pure.
 */
final class VotePlan {
    private static final int FIRST_ROUND = 3;

    private VotePlan() {}

    static int votes(List<ScoreAnswer> votes, Score score, Profile profile) {
        int most = profile.confidence().votes();
        boolean close = profile.nearThreshold(score.getTotal())
                || votes.stream().anyMatch(vote -> vote.getDisqualifier() != null);
        if (votes.size() == 1) {
            return close ? Math.min(FIRST_ROUND, most) : 1;
        }
        if (votes.size() < FIRST_ROUND) {
            return Math.min(FIRST_ROUND, most);
        }
        return score.getConfidence() < 1 ? most : votes.size();
    }
}
