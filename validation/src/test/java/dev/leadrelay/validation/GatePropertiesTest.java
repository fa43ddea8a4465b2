package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.PROFILE;
import static dev.leadrelay.validation.Fixtures.SELLER;
import static dev.leadrelay.validation.Fixtures.codes;
import static dev.leadrelay.validation.Fixtures.lead;
import static dev.leadrelay.validation.Fixtures.research;
import static dev.leadrelay.validation.Fixtures.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GatePropertiesTest {
    /** Pieces that the scanners look for, between anything at all: pure noise would hardly reach them. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "Dear ",
                "Mr. ",
                "Frau ",
                "1.200 ",
                "12.03.2025 ",
                "March ",
                "https://",
                "www.",
                "a@b.example ",
                "GmbH ",
                "[",
                "]",
                "{{",
                "<think>",
                "Müller ",
                "田中様",
                "'",
                "\n",
                "\u202E",
                "1,2,3.4 ",
                "99999999999999999999 ",
                "million ",
                "Best regards,\n",
                "%",
                "!!",
                "𝟙٣ ",
                "\uD800");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(12))
                .list()
                .ofMaxSize(12)
                .map(p -> String.join("", p));
    }

    @Provide
    Arbitrary<Lead> leads() {
        return Combinators.combine(texts(), texts(), texts(), texts(), Arbitraries.of(true, false))
                .as((a, b, c, d, flag) -> Lead.newBuilder()
                        .setLeadId(a)
                        .setFirstName(b)
                        .setCompany(c)
                        .setCompanyDomain(d)
                        .setEmail(flag ? a : null)
                        .setLanguage(flag ? b : null)
                        .setNotes(d)
                        .setExtra(Map.of(a, b))
                        .setDoNotContact(flag)
                        .build());
    }

    @Provide
    Arbitrary<Research> researches() {
        Arbitrary<Evidence> evidence =
                Combinators.combine(texts(), texts()).as((url, quote) -> Fixtures.evidence(url, quote));
        Arbitrary<Claim> claim = Combinators.combine(texts(), texts(), texts())
                .as((topic, statement, id) -> new Claim(topic, statement, List.of(id)));
        return Combinators.combine(
                        Arbitraries.of(ResearchStatus.class),
                        texts(),
                        evidence.list().ofMaxSize(3),
                        claim.list().ofMaxSize(3))
                .as((status, name, all, claims) -> Research.newBuilder()
                        .setStatus(status)
                        .setCompanyName(name)
                        .setEvidence(all)
                        .setClaims(cite(claims, all))
                        .build());
    }

    private static List<Claim> cite(List<Claim> claims, List<Evidence> evidence) {
        return evidence.isEmpty()
                ? claims
                : claims.stream()
                        .map(c -> Fixtures.claim(c.getTopic(), c.getStatement(), evidence.getFirst()))
                        .toList();
    }

    @Provide
    Arbitrary<Score> scores() {
        Arbitrary<CriterionScore> entry = Combinators.combine(texts(), Arbitraries.integers(), texts())
                .as((id, points, level) -> new CriterionScore(id, level, points, points, List.of(level), id));
        return Combinators.combine(
                        texts(),
                        Arbitraries.integers(),
                        Arbitraries.of(Tier.class),
                        entry.list().ofMaxSize(3),
                        Arbitraries.doubles())
                .as((name, total, tier, entries, confidence) -> Score.newBuilder(score())
                        .setProfile(name)
                        .setTotal(total)
                        .setTier(tier)
                        .setCriteria(entries)
                        .setDisqualifiedBy(name)
                        .setConfidence(confidence)
                        .build());
    }

    @Provide
    Arbitrary<Draft> drafts() {
        return Combinators.combine(texts(), texts(), texts(), texts())
                .as((language, subject, body, footer) -> new Draft(language, subject, body, footer, List.of(footer)));
    }

    private static void sound(Verdict verdict) {
        assertThat(codes(verdict)).doesNotContain(Gate.CHECK_FAILED);
        assertThat(verdict.getPassed())
                .isEqualTo(verdict.getViolations().stream().allMatch(v -> v.getSeverity() == Severity.WARN));
        assertThat(verdict.getViolations()).allMatch(v -> v.getMessage().lines().count() == 1);
    }

    @Property(tries = 500)
    void gatesAreTotalAndTheirVerdictsSound(
            @ForAll("leads") Lead lead,
            @ForAll("researches") Research research,
            @ForAll("scores") Score score,
            @ForAll("drafts") Draft draft) {
        sound(Gates.lead(RefusalPolicy.doNotContactOnly()).check(lead));
        sound(Gates.research().check(new ResearchSubject(lead, research, null)));
        sound(Gates.research().check(new ResearchSubject(lead, research, Fixtures.returned())));
        sound(Gates.score().check(new ScoreSubject(lead, research, score, PROFILE)));
        sound(Gates.draft().check(new DraftSubject(lead, research, score, draft, SELLER, draft.getLanguage())));
    }

    @Property(tries = 500)
    void theOrderOfClaimsDoesNotMatter(
            @ForAll("leads") Lead lead, @ForAll("researches") Research research, @ForAll Random random) {
        List<Claim> shuffled = new ArrayList<>(research.getClaims());
        Collections.shuffle(shuffled, random);
        Research other = Research.newBuilder(research).setClaims(shuffled).build();
        assertThat(codes(Gates.research().check(new ResearchSubject(lead, other, null))))
                .containsExactlyInAnyOrderElementsOf(
                        codes(Gates.research().check(new ResearchSubject(lead, research, null))));
    }

    @Property(tries = 50)
    void withoutACitedEvidenceEveryGateRejects(@ForAll("removed") Evidence removed) {
        List<Evidence> rest = new ArrayList<>(research().getEvidence());
        rest.remove(removed);
        Research less = research().setEvidence(rest).build();
        assertThat(Verdicts.rejects(Gates.research().check(new ResearchSubject(lead().build(), less, null))))
                .isTrue();
        Score score = Score.newBuilder(score()).build();
        score.getCriteria()
                .replaceAll(c -> CriterionScore.newBuilder(c)
                        .setEvidenceIds(List.of(removed.getId()))
                        .build());
        assertThat(Verdicts.rejects(Gates.score().check(new ScoreSubject(lead().build(), less, score, PROFILE))))
                .isTrue();
        Draft draft =
                Fixtures.draft().setCitedEvidenceIds(List.of(removed.getId())).build();
        assertThat(Verdicts.rejects(
                        Gates.draft().check(new DraftSubject(lead().build(), less, score, draft, SELLER, "en"))))
                .isTrue();
    }

    @Provide
    Arbitrary<Evidence> removed() {
        return Arbitraries.of(Fixtures.SITE, Fixtures.NEWS);
    }
}
