package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.PROFILE;
import static dev.leadrelay.validation.Fixtures.SITE;
import static dev.leadrelay.validation.Fixtures.answer;
import static dev.leadrelay.validation.Fixtures.codes;
import static dev.leadrelay.validation.Fixtures.lead;
import static dev.leadrelay.validation.Fixtures.research;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoreAnswer;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScoringTest {
    private static ScoreAnswer disqualifying(ScoreAnswer answer) {
        return ScoreAnswer.newBuilder(answer)
                .setDisqualifier("competitor")
                .setDisqualifierEvidence(List.of(SITE.getId()))
                .build();
    }

    private static Verdict check(Score score) {
        return Gates.score().check(new ScoreSubject(lead().build(), research().build(), score, PROFILE));
    }

    @Test
    void oneVoteIsAllItSays() {
        Score score = Scoring.score(answer("some", "large"), PROFILE);
        assertThat(score.getCriteria()).extracting(CriterionScore::getPoints).containsExactly(30, 40);
        assertThat(score.getTotal()).isEqualTo(70);
        assertThat(score.getTier()).isEqualTo(Tier.B);
        assertThat(score.getConfidence()).isEqualTo(1.0);
        assertThat(score.getVotes()).isEqualTo(1);
    }

    @Test
    void theMajorityDecidesAndAgreementIsWeighted() {
        Score score = Scoring.score(
                List.of(answer("core", "large"), answer("some", "large"), answer("core", "large")), PROFILE);
        assertThat(score.getTotal()).isEqualTo(100);
        assertThat(score.getConfidence()).isEqualTo(0.8);
        assertThat(score.getCriteria().getFirst().getEvidenceIds()).containsExactly(SITE.getId());
    }

    @Test
    void ofEquallyManyTheLowerLevelCounts() {
        Score score = Scoring.score(
                List.of(answer("core", "large"), answer("none", "large"), answer("some", "large")), PROFILE);
        assertThat(score.getCriteria().getFirst().getLevel()).isEqualTo("none");
    }

    @Test
    void aDisqualifierNeedsMoreThanHalf() {
        ScoreAnswer plain = answer("core", "large");
        Score out = Scoring.score(List.of(disqualifying(plain), plain, disqualifying(plain)), PROFILE);
        assertThat(out.getDisqualifiedBy()).isEqualTo("competitor");
        assertThat(out.getDisqualifierEvidenceIds()).containsExactly(SITE.getId());
        assertThat(out.getConfidence()).isCloseTo(2 / 3.0, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(Scoring.score(List.of(disqualifying(plain), plain, plain), PROFILE)
                        .getDisqualifiedBy())
                .isNull();
        assertThat(Scoring.score(List.of(disqualifying(plain), plain), PROFILE).getDisqualifiedBy())
                .isNull();
    }

    @Test
    void whatAnAnswerLacksOrInventsIsTheGatesToSay() {
        Score invented = Scoring.score(answer("huge", "large"), PROFILE);
        assertThat(codes(check(invented))).containsExactly("score.level");
        ScoreAnswer empty = new ScoreAnswer(List.of(), null, List.of(), "");
        assertThat(codes(check(Scoring.score(empty, PROFILE)))).contains("score.criteria");
        assertThatThrownBy(() -> Scoring.score(List.of(), PROFILE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void aComputedScoreIsOnlyEverDoubted(@ForAll("votes") List<ScoreAnswer> votes) {
        Verdict verdict = check(Scoring.score(votes, PROFILE));
        assertThat(verdict.getViolations())
                .allMatch(v -> v.getSeverity() == Severity.REVIEW && v.getCode().equals("score.low-confidence"));
    }

    @Property
    void theOrderOfVotesDoesNotChangeWhatIsDecided(@ForAll("votes") List<ScoreAnswer> votes, @ForAll Random random) {
        List<ScoreAnswer> shuffled = new ArrayList<>(votes);
        Collections.shuffle(shuffled, random);
        Score one = Scoring.score(votes, PROFILE);
        Score other = Scoring.score(shuffled, PROFILE);
        assertThat(other.getTotal()).isEqualTo(one.getTotal());
        assertThat(other.getTier()).isEqualTo(one.getTier());
        assertThat(other.getConfidence()).isEqualTo(one.getConfidence());
        assertThat(other.getDisqualifiedBy()).isEqualTo(one.getDisqualifiedBy());
    }

    @Property
    void agreementIsOneExactlyWhenAllAgree(@ForAll("votes") List<ScoreAnswer> votes) {
        long distinct = votes.stream().distinct().count();
        assertThat(Scoring.score(votes, PROFILE).getConfidence() == 1.0).isEqualTo(distinct == 1);
    }

    @Provide
    Arbitrary<List<ScoreAnswer>> votes() {
        return Combinators.combine(
                        Arbitraries.of("none", "some", "core"),
                        Arbitraries.of("small", "medium", "large"),
                        Arbitraries.of(true, false))
                .as((industry, size, out) -> out ? disqualifying(answer(industry, size)) : answer(industry, size))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
