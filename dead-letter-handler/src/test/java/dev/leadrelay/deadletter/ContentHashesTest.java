package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentHashesTest {
    private static final Draft DRAFT = new Draft("en", "Hello", "Dear Ann", "the footer", List.of("e1"));
    private static final Lead LEAD = Lead.newBuilder().setLeadId("lead-1").build();

    @Test
    void aRecordIsHashedByItsCanonicalJson() {
        assertThat(ContentHashes.canonical(DRAFT))
                .isEqualTo("{\"body\":\"Dear Ann\",\"citedEvidenceIds\":[\"e1\"],\"footer\":\"the footer\","
                        + "\"language\":\"en\",\"subject\":\"Hello\"}");
        // printf '%s' THE-LINE-ABOVE | sha256sum
        assertThat(ContentHashes.of(letter(LEAD, DRAFT), DecisionKind.APPROVE, DecisionContent.NONE)
                        .before())
                .isEqualTo("304494bb58281357094f34815468480fc274b4fe9d4936e864d94ffee2babd81");
    }

    @Test
    void neitherTheOrderOfAMapNorWhatIsNotSetMakesADifference() {
        Map<String, String> one = new LinkedHashMap<>(Map.of("a", "1"));
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>(Map.of("b", "2"));
        other.put("a", "1");
        assertThat(ContentHashes.canonical(Lead.newBuilder(LEAD).setExtra(one).build()))
                .isEqualTo(ContentHashes.canonical(
                        Lead.newBuilder(LEAD).setExtra(other).build()))
                .contains("\"extra\":{\"a\":\"1\",\"b\":\"2\"}")
                .doesNotContain("null");
    }

    @Test
    void anEditIsAboutTheRequestAndAnAcceptanceAboutTheCandidate() {
        DeadLetter letter = letter(LEAD, DRAFT);
        Lead edited = Lead.newBuilder(LEAD).setCity("Dover").build();
        Draft better = Draft.newBuilder(DRAFT).setSubject("Good day").build();

        assertThat(ContentHashes.of(letter, DecisionKind.RETRY_EDITED, new DecisionContent(edited, null, List.of())))
                .isEqualTo(new ContentHashes(hash(LEAD), hash(edited)));
        assertThat(ContentHashes.of(letter, DecisionKind.ACCEPT, new DecisionContent(null, better, List.of())))
                .isEqualTo(new ContentHashes(hash(DRAFT), hash(better)));
        assertThat(ContentHashes.of(letter, DecisionKind.ACCEPT, new DecisionContent(null, DRAFT, List.of())))
                .isEqualTo(new ContentHashes(hash(DRAFT), hash(DRAFT)));
        assertThat(ContentHashes.of(
                        letter(LEAD, "Dear Sir"), DecisionKind.ACCEPT, new DecisionContent(null, DRAFT, List.of())))
                .as("a raw reply is hashed as its text")
                .isEqualTo(new ContentHashes(Identifiers.contentHash("Dear Sir"), hash(DRAFT)));
        assertThat(ContentHashes.of(letter(LEAD, null), DecisionKind.APPROVE, DecisionContent.NONE))
                .as("without a candidate it is a call of a tool that waits")
                .isEqualTo(new ContentHashes(hash(LEAD), hash(LEAD)));
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            names = {"RETRY", "RAISE_BUDGET"})
    void whatIsAskedAgainIsTheSame(DecisionKind kind) {
        assertThat(ContentHashes.of(letter(LEAD, DRAFT), kind, DecisionContent.NONE))
                .isEqualTo(new ContentHashes(hash(LEAD), hash(LEAD)));
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionKind.class,
            names = {"DISCARD", "PIN"})
    void whatDoesNotGoOnHasNoHashAfter(DecisionKind kind) {
        assertThat(ContentHashes.of(letter(LEAD, DRAFT), kind, DecisionContent.NONE))
                .isEqualTo(new ContentHashes(hash(LEAD), null));
        byte[] bytes = {(byte) 0xff, 0, 1};
        assertThat(ContentHashes.of(Samples.stray(1, bytes), kind, DecisionContent.NONE))
                .isEqualTo(new ContentHashes(ContentHashes.ofUnchanged(bytes).before(), null));
    }

    @Test
    void whatIsKeptNowhereHasNoHash() {
        assertThat(ContentHashes.of(Samples.stray(1, null), DecisionKind.DISCARD, DecisionContent.NONE))
                .isEqualTo(new ContentHashes(null, null));
        assertThat(ContentHashes.ofUnchanged(null)).isEqualTo(new ContentHashes(null, null));
    }

    private static String hash(org.apache.avro.generic.IndexedRecord record) {
        return Identifiers.contentHash(ContentHashes.canonical(record));
    }

    private static DeadLetter letter(Object request, Object candidate) {
        return GateSamples.letter(Stage.WRITER, request, candidate);
    }
}
