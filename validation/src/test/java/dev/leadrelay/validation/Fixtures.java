package dev.leadrelay.validation;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.CriterionAnswer;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoreAnswer;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A lead that passes every gate; tests change one thing of it. */
final class Fixtures {
    static final String PROFILE_YAML = """
            name: logistics
            version: 1
            description: Companies that move goods.
            criteria:
              - id: industry
                question: Does it move goods?
                weight: 60
                levels:
                  - {id: none, share: 0, description: no}
                  - {id: some, share: 50, description: partly}
                  - {id: core, share: 100, description: that is its business}
              - id: size
                question: How large is it?
                weight: 40
                levels:
                  - {id: small, share: 0, description: under 50}
                  - {id: medium, share: 33, description: under 250}
                  - {id: large, share: 100, description: more}
            disqualifiers:
              - {id: competitor, description: sells the same}
            thresholds: {A: 75, B: 55, C: 35}
            deliverFrom: C
            confidence: {bar: 0.6, votes: 3, nearThreshold: 3}
            """;
    static final String SELLER_YAML = """
            name: routewise
            company: Routewise GmbH
            sender: {name: Jürgen Weiß, title: Head of Sales, email: juergen.weiss@routewise.example}
            product: Routewise Planner
            valuePropositions: [Plans delivery tours in 5 minutes]
            facts: ["Customers save 12 % of their kilometres."]
            links: ["https://www.routewise.example/demo"]
            languages: [en, de]
            footer:
              postalAddress: Hauptstraße 5, 10115 Berlin
              optOut:
                en: Reply "no" and you will not hear from us again.
                de: Antworten Sie mit "nein", dann schreiben wir Ihnen nicht mehr.
            """;
    static final Profile PROFILE = Profile.parse(PROFILE_YAML);
    static final SellerProfile SELLER = SellerProfile.parse(SELLER_YAML);
    static final String URL = "https://www.mueller-logistik.example/ueber-uns";
    static final Evidence SITE = evidence(
            URL, "Müller Logistik runs 1.200 trucks from 14 depots and opened a warehouse in Leipzig in March 2024.");
    static final Evidence NEWS = evidence(
            "https://news.example/leipzig",
            "Müller Logistik GmbH hired Katrin O'Connor-Schmidt as head of operations.");

    static final String BODY_EN = """
            Hi Anna,

            I read that Müller Logistik opened a warehouse in Leipzig in March 2024 and now runs 1,200 trucks from 14 depots. \
            Planning tours for that many vehicles is hard work.

            Routewise Planner does it in 5 minutes, and customers save 12% of their kilometres. \
            Would a 15-minute call next week be of use to you?

            Best regards,
            Jürgen Weiß""";
    static final String BODY_DE = """
            Sehr geehrte Frau Dr. Müller-Lüdenscheidt,

            auf Ihrer Seite habe ich gelesen, dass Müller Logistik im März 2024 ein neues Lager in Leipzig eröffnet hat \
            und 1.200 Lkw von 14 Standorten aus fährt. Die Tourenplanung für so viele Fahrzeuge ist nicht einfach.

            Mit dem Routewise Planner planen Sie Ihre Touren in 5 Minuten; unsere Kunden sparen 12 % ihrer Kilometer. \
            Hätten Sie nächste Woche Zeit für ein Gespräch von 20 Minuten?

            Mit freundlichen Grüßen
            Jürgen Weiß""";

    private Fixtures() {}

    static Lead.Builder lead() {
        return Lead.newBuilder()
                .setLeadId("l-1")
                .setFirstName("Anna")
                .setLastName("Müller-Lüdenscheidt")
                .setFullName("Dr. Anna Müller-Lüdenscheidt")
                .setTitle("COO")
                .setCompany("Müller Logistik GmbH")
                .setCompanyDomain("mueller-logistik.example")
                .setEmail("anna@mueller-logistik.example")
                .setEmailKind(EmailKind.PERSONAL_WORK)
                .setIndustry("Logistics")
                .setCountryIso2("DE");
    }

    static Evidence evidence(String url, String quote) {
        return new Evidence(
                Identifiers.evidenceId(url, quote),
                EvidenceKind.WEB_PAGE,
                url,
                "About us",
                quote,
                Identifiers.contentHash(quote),
                Instant.EPOCH);
    }

    static Research.Builder research() {
        return Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setCompanyName("Mueller Logistik")
                .setCompanyDomain("mueller-logistik.example")
                .setEvidence(List.of(SITE, NEWS))
                .setClaims(List.of(
                        claim("size", "It runs 1200 trucks from 14 depots.", SITE),
                        claim("people", "Katrin O'Connor-Schmidt heads operations.", NEWS)));
    }

    static Claim claim(String topic, String statement, Evidence... cited) {
        return new Claim(
                topic,
                statement,
                java.util.Arrays.stream(cited).map(Evidence::getId).toList());
    }

    static ToolReturns returned() {
        return new ToolReturns(Map.of(
                URL,
                "Welcome.\n " + SITE.getQuote().replace(" ", "\n  ") + " Contact us.",
                "https://news.example/leipzig",
                NEWS.getQuote()));
    }

    static ScoreAnswer answer(String industry, String size) {
        return new ScoreAnswer(
                List.of(
                        new CriterionAnswer("industry", industry, List.of(SITE.getId()), "It moves goods."),
                        new CriterionAnswer("size", size, List.of(SITE.getId()), "It is large.")),
                null,
                List.of(),
                "A good fit. Call them.");
    }

    static Score score() {
        return Scoring.score(answer("core", "large"), PROFILE);
    }

    static Draft.Builder draft() {
        return Draft.newBuilder()
                .setLanguage("en")
                .setSubject("Tour planning for 14 depots")
                .setBody(BODY_EN)
                .setFooter(SELLER.footer("en"))
                .setCitedEvidenceIds(List.of(SITE.getId()));
    }

    static Draft.Builder germanDraft() {
        return draft().setLanguage("de")
                .setSubject("Tourenplanung für 14 Standorte")
                .setBody(BODY_DE)
                .setFooter(SELLER.footer("de"));
    }

    static DraftSubject subject(Lead.Builder lead, Draft.Builder draft) {
        Draft built = draft.build();
        return new DraftSubject(lead.build(), research().build(), score(), built, SELLER, built.getLanguage());
    }

    static List<String> codes(Verdict verdict) {
        return verdict.getViolations().stream().map(Violation::getCode).toList();
    }
}
