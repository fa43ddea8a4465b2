package dev.leadrelay.research.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.ResearchSubject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ContradictionsPropertiesTest {
    @Property(tries = 1_000)
    void aContradictionIsTwoAddressesWhoseQuotesSaySo(@ForAll("gathered") @Size(max = 12) List<Evidence> evidence) {
        Map<String, Evidence> byId = new HashMap<>();
        evidence.forEach(piece -> byId.put(piece.getId(), piece));
        for (Contradiction contradiction : among(evidence)) {
            Set<String> urls = new HashSet<>();
            for (ContradictoryStatement statement : contradiction.getStatements()) {
                Evidence piece = byId.get(statement.getEvidenceId());
                assertThat(piece.getQuote()).contains(statement.getText());
                urls.add(piece.getUrl());
            }
            assertThat(urls).hasSizeGreaterThan(1);
            assertThat(contradiction.getStatements()).hasSizeBetween(2, Contradictions.MOST);
        }
    }

    @Property(tries = 1_000)
    void whatIsContradictedDoesNotDependOnTheOrder(
            @ForAll("gathered") @Size(max = 12) List<Evidence> evidence, @ForAll long seed) {
        List<Evidence> shuffled = new ArrayList<>(evidence);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(facts(among(shuffled))).isEqualTo(facts(among(evidence)));
    }

    @Property(tries = 500)
    void moreEvidenceNeverSettlesAContradiction(
            @ForAll("gathered") @Size(max = 8) List<Evidence> evidence,
            @ForAll("gathered") @Size(max = 4) List<Evidence> more) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.addAll(more);
        assertThat(facts(among(all))).containsAll(facts(among(evidence)));
    }

    @Property(tries = 500)
    void oneAddressNeverContradictsItself(@ForAll("gathered") @Size(max = 12) List<Evidence> evidence) {
        List<Evidence> one = evidence.stream()
                .map(piece -> ContradictionsTest.evidence("https://acme.example/", piece.getQuote()))
                .toList();
        assertThat(among(one)).isEmpty();
    }

    @Property(tries = 1_000)
    void twoExactNumbersContradictExactlyWhenTheyDiffer(
            @ForAll @IntRange(min = 1, max = 300) int one, @ForAll @IntRange(min = 1, max = 300) int other) {
        List<Contradiction> found = among(List.of(
                ContradictionsTest.evidence("https://acme.example/", "Acme has " + one + " employees."),
                ContradictionsTest.evidence("https://b.example/", "Acme employs " + other + " people.")));
        assertThat(found.isEmpty()).isEqualTo(one == other);
    }

    @Property(tries = 1_000)
    void anyTextIsRead(@ForAll @Size(max = 3) List<String> quotes) {
        List<Evidence> evidence = new ArrayList<>();
        quotes.forEach(
                quote -> evidence.add(ContradictionsTest.evidence("https://acme.example/" + evidence.size(), quote)));
        assertThat(among(evidence)).isNotNull();
    }

    @Property(tries = 300)
    void theGateWarnsOfEachAndNamesItsEvidence(@ForAll("gathered") @Size(min = 1, max = 8) List<Evidence> evidence) {
        List<Contradiction> found = among(evidence);
        Research research = Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setEvidence(evidence)
                .setContradictions(found)
                .build();
        Lead lead = Lead.newBuilder()
                .setLeadId("l-1")
                .setCompanyDomain("acme.example")
                .build();
        List<Violation> said =
                Gates.research().check(new ResearchSubject(lead, research, null)).getViolations().stream()
                        .filter(violation -> violation.getCode().startsWith("research.contradiction"))
                        .toList();
        assertThat(said).hasSameSizeAs(found);
        for (int i = 0; i < said.size(); i++) {
            Violation violation = said.get(i);
            assertThat(violation.getSeverity()).isEqualTo(Severity.WARN);
            found.get(i)
                    .getStatements()
                    .forEach(side -> assertThat(violation.getMessage()).contains(side.getEvidenceId()));
        }
    }

    @Provide
    Arbitrary<List<Evidence>> gathered() {
        Arbitrary<String> urls = Arbitraries.of(
                "https://acme.example/", "https://acme.example/about", "https://news.example/a", "https://b.example/");
        Arbitrary<String> hedges = Arbitraries.of("", "", "about ", "more than ", "up to ", "50 to ");
        Arbitrary<String> employees = Combinators.combine(
                        hedges, Arbitraries.integers().between(60, 400))
                .as((hedge, number) -> "Acme has " + hedge + number + " employees.");
        Arbitrary<String> founded =
                Arbitraries.integers().between(1990, 1995).map(year -> "Acme was founded in " + year + ".");
        Arbitrary<String> places = Arbitraries.of("Ulm", "Linz", "Munich", "München", "Germany")
                .map(place -> "Acme is headquartered in " + place + ".");
        Arbitrary<String> quotes = Arbitraries.oneOf(employees, founded, places)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(sentences -> String.join(" ", sentences));
        return Combinators.combine(urls, quotes)
                .as(ContradictionsTest::evidence)
                .list()
                .uniqueElements(Evidence::getId);
    }

    private static List<Contradiction> among(List<Evidence> evidence) {
        return Contradictions.among(evidence, "acme.example", "Acme GmbH");
    }

    private static Set<String> facts(List<Contradiction> contradictions) {
        return contradictions.stream().map(Contradiction::getFact).collect(Collectors.toSet());
    }
}
