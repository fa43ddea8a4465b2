package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Lead;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

class LeadIdsTest {
    @Property
    void caseSpacingAndCompositionMakeNoDifference(@ForAll @AlphaChars @StringLength(min = 1, max = 20) String word) {
        String company = word + " M\u00fcller";
        String other = "  " + Normalizer.normalize(company, Normalizer.Form.NFD).toUpperCase() + "\u00a0\t";

        assertThat(LeadIds.of(null, null, null, other, " Ann\n Lee "))
                .isEqualTo(LeadIds.of(null, null, null, company, "ann lee"))
                .isPresent();
    }

    @Property
    void theFirstIdentifyingFieldDecidesAlone(
            @ForAll @AlphaChars @NotBlank String email, @ForAll String a, @ForAll String b) {
        assertThat(LeadIds.of(email, a, b, a, b)).isEqualTo(LeadIds.of(email, null, null, null, null));
        assertThat(LeadIds.of(" ", "linkedin.com/in/" + email, a, b, a))
                .isEqualTo(LeadIds.of(null, "https://www.LinkedIn.com/in/" + email + "/?trk=1", null, null, null));
    }

    @Property
    void neverFails(@ForAll String a, @ForAll String b, @ForAll String c, @ForAll String d, @ForAll String e) {
        LeadIds.of(a, b, c, d, e).ifPresent(id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @Property
    void differentEmailsDiffer(@ForAll @AlphaChars @NotBlank String email) {
        assertThat(LeadIds.of(email, null, null, null, null))
                .isNotEqualTo(LeadIds.of(email + "x", null, null, null, null));
    }

    @Example
    void theSameTextInAnotherFieldIsAnotherLead() {
        List<Optional<String>> ids = List.of(
                LeadIds.of("acme", null, null, null, null),
                LeadIds.of(null, "acme", null, null, null),
                LeadIds.of(null, null, "acme", null, null),
                LeadIds.of(null, null, null, "acme", null),
                LeadIds.of(null, null, null, "acme", "Ann"),
                LeadIds.of(null, null, "acme", null, "Ann"));
        assertThat(ids).doesNotHaveDuplicates().allMatch(Optional::isPresent);
    }

    @Example
    void nothingIdentifiesWithoutOneOfTheFields() {
        assertThat(LeadIds.of(null, null, null, null, null)).isEmpty();
        assertThat(LeadIds.of(" ", "https://www.", "/", "\u00a0", "Ann Lee")).isEmpty();
    }

    @Example
    void aLeadsNameIsTheWholeOneOrItsParts() {
        assertThat(LeadIds.of(lead(null, "Ann", "Lee"))).isEqualTo(LeadIds.of(lead(" ann  LEE", null, null)));
        assertThat(LeadIds.of(lead("Ann Lee", "X", "Y"))).isEqualTo(LeadIds.of(lead("Ann Lee", null, null)));
        assertThat(LeadIds.of(lead(null, null, null))).isEqualTo(LeadIds.of(null, null, null, "Acme", null));
    }

    private static Lead lead(String fullName, String firstName, String lastName) {
        return Lead.newBuilder()
                .setLeadId("")
                .setExtra(Map.of())
                .setWarnings(List.of())
                .setEmailKind(EmailKind.NONE)
                .setCompany("Acme")
                .setFullName(fullName)
                .setFirstName(firstName)
                .setLastName(lastName)
                .build();
    }
}
