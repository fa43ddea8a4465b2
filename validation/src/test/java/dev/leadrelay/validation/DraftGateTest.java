package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.BODY_DE;
import static dev.leadrelay.validation.Fixtures.BODY_EN;
import static dev.leadrelay.validation.Fixtures.SELLER;
import static dev.leadrelay.validation.Fixtures.codes;
import static dev.leadrelay.validation.Fixtures.draft;
import static dev.leadrelay.validation.Fixtures.germanDraft;
import static dev.leadrelay.validation.Fixtures.lead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftGateTest {
    private static Verdict check(Draft.Builder draft) {
        return check(lead(), draft);
    }

    private static Verdict check(Lead.Builder lead, Draft.Builder draft) {
        return Gates.draft().check(Fixtures.subject(lead, draft));
    }

    private static List<String> english(String added) {
        return codes(check(draft().setBody(BODY_EN.replace("\n\nBest regards", " " + added + "\n\nBest regards"))));
    }

    private static List<String> german(String added) {
        return codes(check(
                germanDraft().setBody(BODY_DE.replace("\n\nMit freundlichen", " " + added + "\n\nMit freundlichen"))));
    }

    private static List<String> greeted(String greeting) {
        return codes(check(draft().setBody(BODY_EN.replace("Hi Anna,", greeting))));
    }

    @Test
    void honestDraftsPass() {
        assertThat(check(draft()).getViolations()).isEmpty();
        assertThat(check(germanDraft()).getViolations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It is a B2B product that works 24/7.",
                "Your 1 200 trucks would be planned at once.",
                "Katrin O'Connor-Schmidt's team may like it.",
                "You find a demo at www.routewise.example/demo.",
                "Mueller Logistik's site (mueller-logistik.example) says so.",
                "Would 20 or 30 minutes for a call suit you?",
                "I met with Katrin O'Connor-Schmidt.",
                "I can answer questions on GDPR, SAAS and ISO.",
                "Of course, we can also start small."
            })
    void honestEnglishSentencesPass(String added) {
        assertThat(english(added)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ihre 1 200 Lkw wären sofort verplant.",
                "Gerne zeige ich es Ihnen auch Frau O'Connor-Schmidt.",
                "Das gilt auch für Müller Logistiks Lager seit März 2024.",
                "Natürlich ist das DSGVO-konform.",
                "Herr Weiß aus meinem Haus hilft dabei."
            })
    void honestGermanSentencesPass(String added) {
        assertThat(german(added)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dear [First Name] | draft.placeholder",
                "We love {{company}}. | draft.placeholder",
                "We love <company>. | draft.placeholder",
                "INSERT a fact. | draft.placeholder",
                "Call XXX soon. | draft.placeholder",
                "Lorem ipsum dolor. | draft.placeholder",
                "Yours, Your Name | draft.placeholder",
                "As an AI language model I like trucks. | draft.leaked-reasoning",
                "Here is the draft you wanted. | draft.leaked-reasoning",
                "<think>short</think> | draft.leaked-reasoning",
                "``` | draft.leaked-reasoning",
                "\"subject\": \"Hi\" | draft.leaked-reasoning",
                "**Bold** words. | draft.leaked-reasoning",
                "You run 1,300 trucks. | draft.ungrounded-number",
                "You run 200 trucks. | draft.ungrounded-number",
                "You run 1 trucks.200 | draft.ungrounded-number",
                "You save 40%. | draft.ungrounded-number",
                "Setup takes 15 minutes. | draft.ungrounded-number",
                "You made 3 million in profit. | draft.ungrounded-number",
                "You opened on 12 April 2023. | draft.ungrounded-date",
                "You opened on 2024-04-01. | draft.ungrounded-date",
                "You opened on March 3 of that year. | draft.ungrounded-date",
                "See https://evil.example/x now. | draft.ungrounded-url",
                "See bit.ly.com for more. | draft.ungrounded-url",
                "Mail me at jw@gmail.com please. | draft.ungrounded-url",
                "Mr. Peterson told me so. | draft.foreign-name",
                "I spoke with Carla Gomez. | draft.foreign-name",
                "Schmitz Transport GmbH uses it. | draft.company-name",
                "Act now, please. | draft.spam",
                "This is 100% free. | draft.spam",
                "Great! Really! Yes! | draft.exclamation",
                "Great!! | draft.exclamation",
                "This is REALLY AMAZING stuff. | draft.shouting",
                "You can unsubscribe. | draft.footer-in-body"
            })
    void dishonestEnglishSentencesDoNot(String added, String code) {
        assertThat(english(added)).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ihre 1.300 Lkw wären verplant. | draft.ungrounded-number",
                "Sie haben am 12. April 2023 eröffnet. | draft.ungrounded-date",
                "Das war am 03.05.2021. | draft.ungrounded-date",
                "Frau Petersen kennt mich. | draft.foreign-name",
                "Ich habe mit meinem Kollegen Karl Huber gesprochen. | draft.foreign-name",
                "Hier ist der Entwurf. | draft.leaked-reasoning",
                "Nur heute gilt das. | draft.spam",
                "Sie können sich abmelden. | draft.footer-in-body",
                "Wir sitzen in der Hauptstraße 5, 10115 Berlin. | draft.footer-in-body"
            })
    void dishonestGermanSentencesDoNot(String added, String code) {
        assertThat(german(added)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi Anna,",
                "Dear Ms. Müller-Lüdenscheidt,",
                "Dear Dr. Mueller-Luedenscheidt:",
                "Hello there,",
                "Dear Sir or Madam,",
                "Hello Müller Logistik team,",
                "Hello,",
                "Dear Anna, hello again.",
                "Good morning Anna –",
                "HI ANNA,",
                "Hello Anna I saw this."
            })
    void rightAndNeutralGreetingsPass(String greeting) {
        assertThat(greeted(greeting)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi Anne,",
                "Dear Mr. Smith,",
                "Hello Anna Schmidt,",
                "Hallo Herr Maier,",
                "Hello Peter I saw this."
            })
    void greetingsOfOthersDoNot(String greeting) {
        assertThat(greeted(greeting)).contains("draft.greeting-name");
    }

    @ParameterizedTest
    @CsvSource({
        "Sinéad, O'Brien, 'Hi Sinead,'",
        "Jean-Luc, D’Arcy, 'Dear Mr D''Arcy,'",
        "太郎, 田中, 'Dear 田中様,'",
        "Søren, Ørsted, 'Hi Soren,'",
        "Łukasz, Żak, 'Hi Lukasz,'"
    })
    void namesOfTheWorldAreGreeted(String first, String last, String greeting) {
        Lead.Builder lead = lead().setFirstName(first).setLastName(last).setFullName(null);
        assertThat(codes(check(lead, draft().setBody(BODY_EN.replace("Hi Anna,", greeting)))))
                .doesNotContain("draft.greeting-name", "draft.foreign-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Liebe Frau Müller-Lüdenscheidt,",
                "Guten Tag Frau Dr. Müller-Lüdenscheidt,",
                "Sehr geehrte Damen und Herren,",
                "Hallo zusammen,",
                "Liebes Müller-Logistik-Team,",
                "Hallo Anna!"
            })
    void germanGreetingsPass(String greeting) {
        String body = BODY_DE.replace("Sehr geehrte Frau Dr. Müller-Lüdenscheidt,", greeting);
        assertThat(codes(check(germanDraft().setBody(body)))).isEmpty();
    }

    @Test
    void aMissingGreetingOrCompanyOnlyWarns() {
        assertThat(greeted("")).containsExactly("draft.greeting-missing");
        Verdict anonymous = check(draft().setBody(BODY_EN.replace("Müller Logistik", "your firm")));
        assertThat(codes(anonymous)).containsExactly("draft.company-missing");
        assertThat(anonymous.getPassed()).isTrue();
    }

    @Test
    void aMisspelledCompanyIsRejected() {
        assertThat(codes(check(draft().setBody(BODY_EN.replace("Müller Logistik", "Müller Logistic")))))
                .containsExactly("draft.company-name");
    }

    @Test
    void aWrongSignatureIsRejected() {
        assertThat(codes(check(draft().setBody(BODY_EN.replace("Jürgen Weiß", "Tom Miller")))))
                .containsExactly("draft.foreign-name");
    }

    @Test
    void theSubjectIsOneShortLine() {
        assertThat(codes(check(draft().setSubject(" ")))).containsExactly("draft.subject");
        assertThat(codes(check(draft().setSubject("a\nb")))).containsExactly("draft.subject");
        assertThat(codes(check(draft().setSubject("s".repeat(81))))).containsExactly("draft.subject-length");
        assertThat(codes(check(draft().setSubject("Subject: tours")))).containsExactly("draft.leaked-reasoning");
    }

    @Test
    void theBodyIsNeitherTooShortNorTooLongNorHidden() {
        assertThat(codes(check(draft().setBody("")))).contains("draft.body-empty");
        assertThat(codes(check(draft().setBody("Hi Anna,\nwarehouse Leipzig Müller Logistik"))))
                .containsExactly("draft.body-length");
        assertThat(codes(check(draft().setBody(BODY_EN + "\n" + "word ".repeat(201)))))
                .contains("draft.body-length");
        assertThat(english("Hid\u202Eden.")).containsExactly("draft.control-character");
    }

    @Test
    void somethingCitedExistsAndIsUsed() {
        assertThat(codes(check(draft().setCitedEvidenceIds(List.of())))).containsExactly("draft.uncited");
        assertThat(codes(check(draft().setCitedEvidenceIds(List.of("nope")))))
                .containsExactly("draft.unknown-evidence");
        assertThat(codes(check(draft().setCitedEvidenceIds(List.of(Fixtures.NEWS.getId())))))
                .containsExactly("draft.fact-unused");
        assertThat(english("See " + Fixtures.SITE.getId())).contains("draft.leaked-reasoning");
    }

    @Test
    void theLanguageIsTheOneAskedFor() {
        Draft germanAsEnglish = draft().setBody(BODY_DE).build();
        Verdict verdict = Gates.draft().check(Fixtures.subject(lead(), Draft.newBuilder(germanAsEnglish)));
        assertThat(codes(verdict)).containsExactly("draft.language-implausible");
        assertThat(Verdicts.needsReview(verdict)).isTrue();
        DraftSubject asked = DraftSubject.of(
                lead().setLanguage("de-AT").build(),
                Fixtures.research().build(),
                Fixtures.score(),
                draft().build(),
                SELLER,
                "en");
        assertThat(asked.language()).isEqualTo("de-AT");
        assertThat(codes(Gates.draft().check(asked))).contains("draft.language", "draft.footer");
    }

    @Test
    void theFooterIsTheSellersWordForWord() {
        assertThat(codes(check(draft().setFooter(SELLER.footer("de"))))).containsExactly("draft.footer");
        assertThat(codes(check(draft().setFooter("")))).containsExactly("draft.footer");
    }

    @Test
    void fewLinks() {
        String three = "See routewise.example, www.routewise.example/demo and mueller-logistik.example.";
        assertThat(english(three)).containsExactly("draft.links");
    }

    @Test
    void anAddressOfTheSellerIsNoFact() {
        SellerProfile linked = SellerProfile.parse(Fixtures.SELLER_YAML.replace("/demo", "/77-tours"));
        Draft.Builder claiming = draft().setBody(BODY_EN.replace("Hi Anna,", "Hi Anna,\n\nYou plan 77 tours."));
        DraftSubject subject = Fixtures.subject(lead(), claiming);
        DraftSubject told = new DraftSubject(
                subject.lead(), subject.research(), subject.score(), subject.draft(), linked, subject.language());
        assertThat(codes(Gates.draft().check(told))).contains("draft.ungrounded-number");
    }

    @Test
    void whatTheSourcesContradictEachOtherAboutIsNotSaid() {
        Evidence register = Fixtures.evidence("https://register.example/m", "Müller Logistik: 900 trucks, 14 depots.");
        Contradiction trucks = new Contradiction(
                "trucks",
                List.of(
                        new ContradictoryStatement("runs 1.200 trucks", Fixtures.SITE.getId()),
                        new ContradictoryStatement("900 trucks", register.getId())));
        Draft.Builder silent = draft().setBody(BODY_EN.replace("1,200 trucks from 14 depots", "trucks from 14 depots"));
        Draft.Builder oneSide = draft();
        Draft.Builder inTheirWords = draft().setBody(
                        BODY_EN.replace("1,200 trucks from 14 depots", "trucks from 14 depots. 900 Trucks, I read"));

        assertThat(contradicted(silent, register, trucks)).isEmpty();
        assertThat(contradicted(oneSide, register, trucks)).containsExactly("leave out \"1,200\"");
        assertThat(contradicted(inTheirWords, register, trucks))
                .containsExactly("leave out \"900\"", "leave out \"900 trucks\"");
        assertThat(contradicted(oneSide, register)).isEmpty();
    }

    @Test
    void aNumberThatStandsElsewhereTooMayBeSaid() {
        Evidence register = Fixtures.evidence("https://register.example/m", "It has 1.200 customers.");
        Contradiction trucks = new Contradiction(
                "trucks",
                List.of(
                        new ContradictoryStatement("runs 1.200 trucks", Fixtures.SITE.getId()),
                        new ContradictoryStatement("It has", register.getId())));
        assertThat(contradicted(draft(), register, trucks)).isEmpty();
    }

    private static List<String> contradicted(Draft.Builder draft, Evidence further, Contradiction... contradictions) {
        DraftSubject subject = Fixtures.subject(lead(), draft);
        Research research = Fixtures.research()
                .setEvidence(List.of(Fixtures.SITE, Fixtures.NEWS, further))
                .setContradictions(List.of(contradictions))
                .build();
        return Gates.draft()
                .check(new DraftSubject(
                        subject.lead(), research, subject.score(), subject.draft(), SELLER, subject.language()))
                .getViolations()
                .stream()
                .filter(violation -> violation.getCode().equals("draft.contradicted-fact"))
                .map(violation ->
                        violation.getMessage().replaceFirst("^the sources contradict each other about trucks; ", ""))
                .toList();
    }
}
