package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.codes;
import static dev.leadrelay.validation.Fixtures.lead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadGateTest {
    private static final RefusalPolicy POLICY = RefusalPolicy.parse("""
            suppressedDomains: [Blocked.example]
            suppressedEmails: [ceo@mueller-logistik.example]
            excludedCountries: [kp, NO]
            excludedIndustries: [Glücksspiel]
            """);
    private final Gate<Lead> gate = Gates.lead(POLICY);

    private Verdict check(Lead.Builder lead) {
        return gate.check(lead.build());
    }

    @Test
    void anOrdinaryLeadPasses() {
        assertThat(check(lead()).getViolations()).isEmpty();
    }

    @Test
    void anyOneOfFourFieldsIsEnough() {
        assertThat(check(Lead.newBuilder().setLeadId("x").setEmail("a@b.example"))
                        .getPassed())
                .isTrue();
        assertThat(check(Lead.newBuilder().setLeadId("x").setCompanyDomain("b.example"))
                        .getPassed())
                .isTrue();
        assertThat(check(Lead.newBuilder().setLeadId("x").setLinkedinUrl("https://linkedin.com/in/x"))
                        .getPassed())
                .isTrue();
        assertThat(check(Lead.newBuilder().setLeadId("x").setCompany("株式会社田中")).getPassed())
                .isTrue();
        assertThat(codes(
                        check(Lead.newBuilder().setLeadId("x").setFirstName("A").setCompany(" "))))
                .containsExactly("lead.incomplete");
        assertThat(codes(check(lead().setLeadId(" ")))).containsExactly("lead.incomplete");
    }

    @Test
    void longNotesWarnAndAbsurdOnesReject() {
        Verdict longNotes = check(lead().setNotes("n".repeat(20_000)));
        assertThat(codes(longNotes)).containsExactly("lead.long-notes");
        assertThat(longNotes.getPassed()).isTrue();
        assertThat(codes(check(lead().setNotes("n".repeat(300_000))))).contains("lead.too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna\u202Egnp", "Anna\n", "An\u0000na", "A\u200Bnna", "\uFEFFAnna", "Anna\u2066"})
    void hiddenCharactersInNamesReject(String name) {
        assertThat(codes(check(lead().setFirstName(name)))).containsExactly("lead.control-character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë", "O'Brien", "Jean-Luc", "田中太郎", "محمد", "می\u200Cخواهم", "👩\u200D💻"})
    void namesOfTheWorldPass(String name) {
        assertThat(check(lead().setFirstName(name)).getViolations()).isEmpty();
    }

    @Test
    void notesAndExtraMayHaveSeveralLines() {
        assertThat(check(lead().setNotes("a\n\tb").setExtra(Map.of("k/1", "x\r\ny")))
                        .getViolations())
                .isEmpty();
        assertThat(codes(check(lead().setNotes("a\u0007")))).containsExactly("lead.control-character");
        assertThat(check(lead().setExtra(Map.of("k/1", "\u202E")))
                        .getViolations()
                        .getFirst()
                        .getPath())
                .isEqualTo("/extra/k~11");
    }

    @Test
    void thePolicyRefuses() {
        assertThat(codes(check(lead().setDoNotContact(true)))).containsExactly("policy.do-not-contact");
        assertThat(codes(check(lead().setCompanyDomain("shop.blocked.example"))))
                .containsExactly("policy.suppressed-domain");
        assertThat(codes(check(lead().setEmail("x@BLOCKED.example")))).containsExactly("policy.suppressed-domain");
        assertThat(codes(check(lead().setEmail("CEO@mueller-logistik.example"))))
                .containsExactly("policy.suppressed-email");
        assertThat(codes(check(lead().setCountryIso2("NO")))).containsExactly("policy.excluded-country");
        assertThat(codes(check(lead().setIndustry(" GLÜCKSSPIEL")))).containsExactly("policy.excluded-industry");
        assertThat(Verdicts.refusedByPolicy(check(lead().setDoNotContact(true))))
                .isTrue();
    }

    @Test
    void thePolicyDoesNotRefuseLookalikes() {
        assertThat(check(lead().setCompanyDomain("notblocked.example")).getViolations())
                .isEmpty();
        assertThat(Gates.lead(RefusalPolicy.parse("refuseDoNotContact: false"))
                        .check(lead().setDoNotContact(true).build())
                        .getPassed())
                .isTrue();
        assertThat(codes(Gates.lead(RefusalPolicy.doNotContactOnly())
                        .check(lead().setDoNotContact(true).build())))
                .containsExactly("policy.do-not-contact");
    }
}
