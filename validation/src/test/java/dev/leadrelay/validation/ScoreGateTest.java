package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.PROFILE;
import static dev.leadrelay.validation.Fixtures.SITE;
import static dev.leadrelay.validation.Fixtures.codes;
import static dev.leadrelay.validation.Fixtures.lead;
import static dev.leadrelay.validation.Fixtures.research;
import static dev.leadrelay.validation.Fixtures.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreGateTest {
    private static Verdict check(Score.Builder score) {
        return check(score, PROFILE);
    }

    private static Verdict check(Score.Builder score, Profile profile) {
        return Gates.score().check(new ScoreSubject(lead().build(), research().build(), score.build(), profile));
    }

    private static Score.Builder changed() {
        return Score.newBuilder(score());
    }

    private static CriterionScore entry(String criterion, String level, int points, String... evidence) {
        int max = criterion.equals("size") ? 40 : 60;
        return new CriterionScore(criterion, level, points, max, List.of(evidence), "why");
    }

    private static Score.Builder entries(int total, Tier tier, CriterionScore... entries) {
        return changed().setCriteria(List.of(entries)).setTotal(total).setTier(tier);
    }

    @Test
    void aComputedScorePasses() {
        assertThat(check(changed()).getViolations()).isEmpty();
    }

    @Test
    void theProfileIsKnownAndTheSame() {
        assertThat(codes(check(changed(), null))).containsExactly("score.profile");
        assertThat(codes(check(changed().setProfileHash("00")))).containsExactly("score.profile");
        assertThat(codes(check(changed().setProfile("other")))).containsExactly("score.profile");
    }

    @Test
    void eachCriterionStandsOnceWithALevelOfItsOwn() {
        String id = SITE.getId();
        assertThat(codes(check(entries(60, Tier.B, entry("industry", "core", 60, id)))))
                .containsExactly("score.criteria");
        CriterionScore core = entry("industry", "core", 60, id);
        CriterionScore small = entry("size", "small", 0);
        assertThat(check(entries(60, Tier.B, core, small)).getPassed()).isTrue();
        assertThat(codes(check(entries(60, Tier.B, core, small, small)))).containsExactly("score.criteria");
        assertThat(codes(check(entries(60, Tier.B, core, small, entry("hype", "x", 0)))))
                .containsExactly("score.criteria");
        assertThat(codes(check(entries(60, Tier.B, core, entry("size", "huge", 0)))))
                .containsExactly("score.level");
    }

    @Test
    void pointsTotalAndTierAreTheProfiles() {
        String id = SITE.getId();
        CriterionScore core = entry("industry", "core", 60, id);
        assertThat(codes(check(entries(74, Tier.B, core, entry("size", "medium", 14, id)))))
                .containsExactly("score.points");
        assertThat(check(entries(73, Tier.B, core, entry("size", "medium", 13, id)))
                        .getPassed())
                .isTrue();
        assertThat(codes(check(changed().setTotal(99)))).containsExactly("score.total");
        assertThat(codes(check(changed().setTier(Tier.C)))).containsExactly("score.tier");
        CriterionScore inflated =
                CriterionScore.newBuilder(core).setMaxPoints(70).build();
        assertThat(codes(check(entries(60, Tier.B, inflated, entry("size", "small", 0)))))
                .containsExactly("score.points");
    }

    @Test
    void pointsRestOnExistingEvidence() {
        CriterionScore small = entry("size", "small", 0);
        assertThat(codes(check(entries(60, Tier.B, entry("industry", "core", 60), small))))
                .containsExactly("score.uncited-criterion");
        assertThat(codes(check(entries(60, Tier.B, entry("industry", "core", 60, "nope"), small))))
                .containsExactly("score.unknown-evidence");
    }

    @Test
    void aDisqualifierIsTheProfilesAndRestsOnEvidence() {
        List<String> site = List.of(SITE.getId());
        assertThat(check(changed().setDisqualifiedBy("competitor").setDisqualifierEvidenceIds(site))
                        .getPassed())
                .isTrue();
        assertThat(codes(check(changed().setDisqualifiedBy("competitor"))))
                .containsExactly("score.uncited-disqualifier");
        assertThat(codes(check(changed().setDisqualifiedBy("taste").setDisqualifierEvidenceIds(site))))
                .containsExactly("score.disqualifier");
        assertThat(codes(check(changed().setDisqualifiedBy("competitor").setDisqualifierEvidenceIds(List.of("nope")))))
                .containsExactly("score.unknown-evidence");
    }

    @Test
    void lowConfidenceAsksForAPersonAndNonsenseIsRejected() {
        assertThat(check(changed().setConfidence(0.6)).getPassed()).isTrue();
        Verdict low = check(changed().setConfidence(0.59));
        assertThat(codes(low)).containsExactly("score.low-confidence");
        assertThat(Verdicts.needsReview(low)).isTrue();
        assertThat(codes(check(changed().setConfidence(Double.NaN)))).containsExactly("score.votes");
        assertThat(codes(check(changed().setVotes(0)))).containsExactly("score.votes");
    }
}
