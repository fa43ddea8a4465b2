package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.NEWS;
import static dev.leadrelay.validation.Fixtures.SITE;
import static dev.leadrelay.validation.Fixtures.claim;
import static dev.leadrelay.validation.Fixtures.codes;
import static dev.leadrelay.validation.Fixtures.evidence;
import static dev.leadrelay.validation.Fixtures.lead;
import static dev.leadrelay.validation.Fixtures.research;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResearchGateTest {
    private final Gate<ResearchSubject> gate = Gates.research();

    private Verdict check(Research.Builder research) {
        return gate.check(new ResearchSubject(lead().build(), research.build(), Fixtures.returned()));
    }

    private Verdict elsewhere(Lead.Builder lead, Research.Builder research) {
        return gate.check(new ResearchSubject(lead.build(), research.build(), null));
    }

    private static Research.Builder claims(Claim... claims) {
        return research().setClaims(List.of(claims));
    }

    private static Research.Builder only(Evidence evidence) {
        return research()
                .setEvidence(List.of(evidence))
                .setClaims(List.of(claim("product", "It does things.", evidence)));
    }

    @Test
    void honestResearchPassesWithAndWithoutToolReturns() {
        assertThat(check(research()).getViolations()).isEmpty();
        assertThat(elsewhere(lead(), research()).getViolations()).isEmpty();
    }

    @Test
    void claimsCiteExistingEvidence() {
        assertThat(codes(check(claims(claim("product", "It ships."))))).containsExactly("research.uncited-claim");
        assertThat(codes(check(claims(new Claim("product", "It ships.", List.of("nope"))))))
                .containsExactly("research.unknown-evidence");
    }

    @Test
    void evidenceHasItsOwnIdOnce() {
        Evidence forged = Evidence.newBuilder(SITE).setId("0123456789ab").build();
        assertThat(codes(check(only(forged)))).containsExactly("research.evidence-id");
        assertThat(codes(check(research().setEvidence(List.of(SITE, NEWS, SITE)))))
                .containsExactly("research.duplicate-evidence");
    }

    @Test
    void quotesAreNeitherEmptyNorEndless() {
        assertThat(codes(elsewhere(lead(), only(evidence(Fixtures.URL, " "))))).containsExactly("research.quote");
        assertThat(codes(elsewhere(lead(), only(evidence(Fixtures.URL, "q".repeat(501))))))
                .containsExactly("research.quote");
        assertThat(elsewhere(lead(), only(evidence(Fixtures.URL, "q".repeat(500))))
                        .getPassed())
                .isTrue();
    }

    @Test
    void quotesAndAddressesWereReturnedByATool() {
        assertThat(codes(check(only(evidence(Fixtures.URL, "Müller Logistik runs 9.000 trucks.")))))
                .containsExactly("research.quote-not-returned");
        assertThat(codes(check(only(evidence("https://www.mueller-logistik.example/other", SITE.getQuote())))))
                .containsExactly("research.url-not-returned");
        String spaced = "Müller Logistik\u00A0runs \n 1.200 trucks";
        assertThat(check(only(evidence(Fixtures.URL, spaced))).getPassed()).isTrue();
    }

    @Test
    void quotesOfTheLeadStandInTheLead() {
        Evidence field = Evidence.newBuilder(evidence("lead:industry", "Logistics"))
                .setKind(EvidenceKind.LEAD_FIELD)
                .build();
        Research.Builder both = research().setEvidence(List.of(SITE, NEWS, field));
        assertThat(check(both).getPassed()).isTrue();
        Evidence invented = Evidence.newBuilder(evidence("lead:industry", "Banking"))
                .setKind(EvidenceKind.LEAD_FIELD)
                .build();
        assertThat(codes(check(research().setEvidence(List.of(SITE, NEWS, invented)))))
                .containsExactly("research.quote-not-returned");
    }

    @Test
    void contradictionsAreWarnedOfAndNameTheirEvidence() {
        Verdict verdict = check(contradiction(statement(SITE), statement(NEWS)));
        assertThat(verdict.getPassed()).isTrue();
        assertThat(verdict.getViolations()).singleElement().satisfies(violation -> {
            assertThat(violation.getCode()).isEqualTo("research.contradiction");
            assertThat(violation.getPath()).isEqualTo("/contradictions/0");
            assertThat(violation.getSeverity()).isEqualTo(Severity.WARN);
            assertThat(violation.getMessage()).contains("founded", SITE.getId(), NEWS.getId());
        });
    }

    @Test
    void aContradictionRestsOnQuotesFromTwoAddresses() {
        assertThat(codes(check(contradiction(statement(SITE), new ContradictoryStatement("x", "nope")))))
                .containsExactly("research.unknown-evidence");
        assertThat(codes(check(
                        contradiction(statement(SITE), new ContradictoryStatement("since the year 1", NEWS.getId())))))
                .containsExactly("research.contradiction-form");
        assertThat(codes(check(contradiction(statement(SITE), new ContradictoryStatement(" ", NEWS.getId())))))
                .containsExactly("research.contradiction-form");
        assertThat(codes(check(contradiction(statement(SITE), statement(SITE)))))
                .containsExactly("research.contradiction-form");
        assertThat(codes(check(contradiction()))).containsExactly("research.contradiction-form");
    }

    private static Research.Builder contradiction(ContradictoryStatement... statements) {
        return research().setContradictions(List.of(new Contradiction("founded", List.of(statements))));
    }

    private static ContradictoryStatement statement(Evidence evidence) {
        return new ContradictoryStatement(evidence.getQuote().substring(3, 12), evidence.getId());
    }

    @Test
    void numbersStandInTheCitedQuote() {
        assertThat(check(claims(claim("size", "It has 1,200 trucks in 14 depots since 2024.", SITE)))
                        .getPassed())
                .isTrue();
        assertThat(codes(check(claims(claim("size", "It has 1,300 trucks.", SITE)))))
                .containsExactly("research.ungrounded-number");
        assertThat(codes(check(claims(claim("size", "It has 1,200 trucks.", NEWS)))))
                .containsExactly("research.ungrounded-number");
    }

    @Test
    void statementsAreShortDistinctAndOnTopic() {
        assertThat(codes(check(claims(claim("product", " ", SITE))))).containsExactly("research.statement");
        assertThat(codes(check(claims(claim("product", "x".repeat(401), SITE)))))
                .containsExactly("research.statement");
        assertThat(codes(check(claims(claim("product", "It ships.", SITE), claim("market", "it  ships.", SITE)))))
                .containsExactly("research.duplicate-claim");
        assertThat(codes(check(claims(claim("gossip", "It ships.", SITE))))).containsExactly("research.topic");
        Claim[] many = new Claim[41];
        for (int i = 0; i < many.length; i++) {
            many[i] = claim("product", "It ships " + "x".repeat(i) + ".", SITE);
        }
        assertThat(codes(check(claims(many)))).containsExactly("research.too-many-claims");
        assertThat(codes(check(claims(claim("product", "It\u202E ships.", SITE)))))
                .containsExactly("research.control-character");
    }

    @Test
    void theStatusSaysWhatThereIs() {
        Research.Builder none = Research.newBuilder().setStatus(ResearchStatus.NO_EVIDENCE);
        assertThat(check(none).getViolations()).isEmpty();
        assertThat(codes(check(Research.newBuilder().setStatus(ResearchStatus.COMPLETE))))
                .containsExactly("research.status");
        assertThat(codes(check(research().setStatus(ResearchStatus.NO_EVIDENCE))))
                .containsExactly("research.status");
        assertThat(codes(check(research().setStatus(ResearchStatus.UNKNOWN)))).containsExactly("research.status");
        assertThat(check(research().setStatus(ResearchStatus.PARTIAL)).getPassed())
                .isTrue();
    }

    @Test
    void someEvidenceIsAboutTheLeadsCompany() {
        Research.Builder other = only(evidence("https://acme.example/", "Acme bakes bread."));
        assertThat(codes(elsewhere(lead(), other.setCompanyName(null)))).containsExactly("research.identity");
        Research.Builder named = only(evidence("https://news.example/", "Mueller-Logistik baut in Leipzig."));
        assertThat(elsewhere(lead(), named).getViolations()).isEmpty();
        Research.Builder own = only(evidence("https://karriere.mueller-logistik.example/", "We hire."));
        assertThat(elsewhere(lead(), own).getViolations()).isEmpty();
        Research.Builder lookalike = only(evidence("https://fakemueller-logistik.example/", "We hire."));
        assertThat(codes(elsewhere(lead(), lookalike))).containsExactly("research.identity");
        Lead.Builder bare = Lead.newBuilder().setLeadId("x").setLinkedinUrl("https://linkedin.com/in/x");
        assertThat(codes(elsewhere(bare, research()))).containsExactly("research.identity-unverifiable");
    }

    @ParameterizedTest
    @CsvSource({
        "Müller Logistik GmbH, MUELLER LOGISTIK",
        "Müller Logistik GmbH, Muller Logistik AG & Co. KG",
        "L'Oréal S.A., LOreal",
        "International Business Machines Corp., IBM",
        "株式会社田中製作所, 田中製作所",
        "Acme, Acme Robotics Inc."
    })
    void spellingsOfOneCompanyPass(String lead, String found) {
        assertThat(codes(elsewhere(lead().setCompany(lead), research().setCompanyName(found))))
                .doesNotContain("research.company-name");
    }

    @Test
    void anotherCompanyIsReviewedOnTheLeadsDomainAndRejectedElsewhere() {
        Verdict renamed = check(research().setCompanyName("Transwelt Holding SE"));
        assertThat(codes(renamed)).containsExactly("research.company-name");
        assertThat(Verdicts.needsReview(renamed)).isTrue();
        Verdict foreign = elsewhere(
                lead(),
                only(evidence("https://x.example/", "Müller Logistik is a client."))
                        .setCompanyName("Transwelt"));
        assertThat(Verdicts.rejects(foreign)).isTrue();
        assertThat(new ToolReturns(Map.of("https://A.example/", "a  b")).squeezedText("http://a.example"))
                .isEqualTo("a b");
    }
}
