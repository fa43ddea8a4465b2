package dev.leadrelay.validation;

import static dev.leadrelay.validation.Fixtures.PROFILE;
import static dev.leadrelay.validation.Fixtures.PROFILE_YAML;
import static dev.leadrelay.validation.Fixtures.SELLER;
import static dev.leadrelay.validation.Fixtures.SELLER_YAML;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Tier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    @Test
    void aProfileIsReadWhole() {
        assertThat(PROFILE.hash()).isEqualTo(Identifiers.contentHash(PROFILE_YAML));
        assertThat(PROFILE.version()).isEqualTo("1");
        assertThat(PROFILE.points("size", "medium")).hasValue(13);
        assertThat(PROFILE.points("size", "huge")).isEmpty();
        assertThat(PROFILE.points("taste", "medium")).isEmpty();
        assertThat(PROFILE.hasDisqualifier("competitor")).isTrue();
    }

    @Test
    void tiersBeginAtTheirThresholds() {
        assertThat(PROFILE.tierOf(100)).isEqualTo(Tier.A);
        assertThat(PROFILE.tierOf(75)).isEqualTo(Tier.A);
        assertThat(PROFILE.tierOf(74)).isEqualTo(Tier.B);
        assertThat(PROFILE.tierOf(54)).isEqualTo(Tier.C);
        assertThat(PROFILE.tierOf(34)).isEqualTo(Tier.D);
        assertThat(PROFILE.delivers(Tier.C)).isTrue();
        assertThat(PROFILE.delivers(Tier.D)).isFalse();
        assertThat(PROFILE.delivers(Tier.UNKNOWN)).isFalse();
        assertThat(PROFILE.nearThreshold(72)).isTrue();
        assertThat(PROFILE.nearThreshold(71)).isFalse();
    }

    @Test
    void defaultsHoldWhereNothingIsSaid() {
        String text = PROFILE_YAML.substring(0, PROFILE_YAML.indexOf("disqualifiers"));
        Profile profile = Profile.parse(text);
        assertThat(profile.thresholds()).isEqualTo(new Profile.Thresholds(75, 55, 35));
        assertThat(profile.confidence()).isEqualTo(new Profile.Confidence(0.6, 3, 3));
        assertThat(profile.deliverFrom()).isEqualTo(Tier.C);
        assertThat(profile.disqualifiers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: logistics | nom: logistics | profile.nom: unknown key",
                "name: logistics | name: a b | profile.name: must be letters",
                "version: 1 | # | profile.version: is missing",
                "weight: 60 | weight: 61 | profile.criteria: the weights sum to 101",
                "weight: 60 | weight: heavy | profile.criteria[0].weight: must be a whole number",
                "weight: 60 | weight: 60.5 | profile.criteria[0].weight: must be a whole number",
                "id: size | id: industry | profile.criteria[1].id: this id stands twice",
                "id: some | id: core | profile.criteria[0].levels[2].id: this id stands twice",
                "share: 50 | share: 150 | profile.criteria[0].levels[1].share: must be a whole number from 0 to 100",
                "id: none, share: 0 | id: none, share: 1 | profile.criteria[0].levels: no level has share 0",
                "id: core, share: 100 | id: core, share: 99 | profile.criteria[0].levels: no level has share 100",
                "A: 75 | A: 50 | profile.thresholds: must fall",
                "deliverFrom: C | deliverFrom: E | profile.deliverFrom: must be A",
                "bar: 0.6 | bar: 1.6 | profile.confidence.bar: must be a number from 0 to 1",
                "votes: 3 | votes: 2 | profile.confidence.votes: must be odd",
                "question: Does it move goods? | question: [a] | profile.criteria[0].question: must be a non-empty text",
                "name: logistics | 'name: [' | profile at line",
                "version: 1 | name: again | profile.name: this key stands twice"
            })
    void aMistakeIsNamedInOneLine(String right, String wrong, String message) {
        assertThat(PROFILE_YAML).contains(right);
        assertThatThrownBy(() -> Profile.parse(PROFILE_YAML.replace(right, wrong)))
                .isInstanceOf(ProfileException.class)
                .hasMessageStartingWith(message)
                .extracting(Throwable::getMessage)
                .matches(text -> text.toString().lines().count() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a", "just text", "\u0000", "criteria: {}"})
    void whatIsNoProfileIsRefused(String text) {
        assertThatThrownBy(() -> Profile.parse(text))
                .isInstanceOf(ProfileException.class)
                .hasMessageStartingWith("profile");
    }

    @Property
    void anyTextIsReadOrRefusedInOneLine(@ForAll String text) {
        assertThatThrownBy(() -> Profile.parse(text))
                .isInstanceOf(ProfileException.class)
                .extracting(Throwable::getMessage)
                .matches(message -> message.toString().lines().count() == 1);
    }

    @Test
    void theFooterIsInTheLanguageAskedFor() {
        assertThat(SELLER.footer("de-AT")).isEqualTo("""
                Jürgen Weiß, Head of Sales
                Routewise GmbH
                juergen.weiss@routewise.example
                Hauptstraße 5, 10115 Berlin
                Antworten Sie mit "nein", dann schreiben wir Ihnen nicht mehr.""");
        assertThat(SELLER.footer("ja")).isEqualTo(SELLER.footer("en"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "languages: [en, de] | languages: [en, fr] | seller.languages: has fr without",
                "languages: [en, de] | languages: [] | seller.languages: names no language",
                "email: juergen.weiss@routewise.example | email: none | seller.sender.email: must be an email address",
                "postalAddress: Hauptstraße 5, 10115 Berlin | postalAddress: ' ' | seller.footer.postalAddress: must be a non-empty text",
                "product: | produkt: | seller.produkt: unknown key",
                "valuePropositions: [Plans delivery tours in 5 minutes] | valuePropositions: 5 | seller.valuePropositions: must be a list"
            })
    void aMistakeOfTheSellerIsNamed(String right, String wrong, String message) {
        assertThat(SELLER_YAML).contains(right);
        assertThatThrownBy(() -> SellerProfile.parse(SELLER_YAML.replace(right, wrong)))
                .isInstanceOf(ProfileException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aMistakeOfThePolicyIsNamed() {
        assertThatThrownBy(() -> RefusalPolicy.parse("excludedCountries: [Germany]"))
                .hasMessage("policy.excludedCountries[0]: must be a two-letter country code such as DE, not Germany");
        assertThatThrownBy(() -> RefusalPolicy.parse("refuseDoNotContact: maybe"))
                .hasMessage("policy.refuseDoNotContact: must be true or false, not maybe");
    }
}
