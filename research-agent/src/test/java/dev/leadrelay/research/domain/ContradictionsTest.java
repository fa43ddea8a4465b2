package dev.leadrelay.research.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    private static final String SITE = "https://www.acme.example/about";
    private static final String NEWS = "https://news.example/acme";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Acme has 180 employees.                          | Acme GmbH has 250 employees.                  | employees
        Acme employs 1,200 people.                       | Acme beschäftigt 1.500 Mitarbeiter.           | employees
        Acme has more than 150 employees.                | Acme has 1,200 employees.                     | employees
        Acme has about 200 employees.                    | Acme has 300 staff.                           | employees
        Acme has 50-100 employees.                       | Acme has 101 employees.                       | employees
        Acme employs 500+ employees.                     | Acme has fewer than 100 employees.            | employees
        Founded in 1998, Acme has 180 employees.         | Acme counts 90 salariés.                      | employees
        Acme was founded in Ulm in 1998.                 | Acme was established in 1989.                 | founded
        Acme wurde 1998 in Ulm gegründet.                | Acme, gegründet 1997, baut Roboter.           | founded
        Acme is headquartered in Ulm, Germany.           | Acme has its headquarters in Linz, Austria.   | place
        Die Acme GmbH mit Sitz in München wächst.        | Acme is based in Stuttgart.                   | place
        """)
    void differentStatementsOfDifferentAddressesAreContradictions(String one, String other, String fact) {
        Evidence first = evidence(SITE, one);
        Evidence second = evidence(NEWS, other);
        assertThat(among(first, second)).singleElement().satisfies(contradiction -> {
            assertThat(contradiction.getFact()).isEqualTo(fact);
            assertThat(contradiction.getStatements())
                    .extracting(ContradictoryStatement::getEvidenceId)
                    .containsExactly(first.getId(), second.getId());
            assertThat(one).contains(contradiction.getStatements().get(0).getText());
            assertThat(other).contains(contradiction.getStatements().get(1).getText());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Acme has 1,200 employees.                        | Acme employs 1.200 people.
        Acme has more than 150 employees.                | Acme has 180 employees.
        Acme has about 200 employees.                    | Acme has 180 employees.
        Acme has 50 to 200 employees.                    | Acme has 180 employees.
        Acme has up to 200 employees.                    | Acme has 180 employees.
        Acme has 180 employees.                          | Acme sells to companies with 50 employees.
        Acme has 180 employees.                          | Acme hired 40 employees.
        Acme has 180 employees.                          | Acme runs a plant with 40 employees in Linz.
        Acme has 180 employees.                          | In 2009 Acme had 90 employees.
        Acme has 180 employees.                          | Acme makes software for 500 employees.
        Acme has 180 employees.                          | Acme has 14 depots and 40 trucks.
        Acme was founded in 1998.                        | Acme founded a branch in Linz in 2010.
        Acme was founded in 1998.                        | The Acme foundation was founded in 2010.
        Acme was founded in 1998.                        | Since 2010 Acme has built robots.
        Acme was founded in 1998.                        | Acme has been family owned since 1921.
        Acme is headquartered in Munich.                 | Acme mit Sitz in München wächst.
        Acme is headquartered in Ulm.                    | Acme is based in Germany.
        Acme is headquartered in Frankfurt.              | Acme with headquarters in Frankfurt am Main.
        Acme is headquartered in Ulm.                    | Acme has headquarters in Linz and Ulm.
        Acme is headquartered in Ulm.                    | Acme opened a warehouse in Linz.
        Acme was founded in Ulm in 1998.                 | Acme has 1998 employees.
        """)
    void whatCanBothBeTrueIsNone(String one, String other) {
        assertThat(among(evidence(SITE, one), evidence(NEWS, other))).isEmpty();
    }

    @Test
    void recordsAreSourcesToo() {
        Evidence page = evidence(SITE, "Acme was founded in 1998 and has 180 employees.");
        Evidence card = Evidence.newBuilder(evidence(
                        "records://acme.example", "name: Acme GmbH\nemployees: 250\nfounded: 1989\naddress.city: Ulm"))
                .setKind(EvidenceKind.COMPANY_RECORD)
                .build();
        assertThat(among(page, card))
                .extracting(Contradiction::getFact)
                .containsExactlyInAnyOrder("employees", "founded");
    }

    @Test
    void onePageDoesNotContradictItself() {
        assertThat(among(
                        evidence(SITE, "Acme has 180 employees."),
                        evidence(SITE + "#team", "Acme has 250 employees."),
                        evidence("http://acme.example/about/", "Acme has 300 employees.")))
                .isEmpty();
    }

    @Test
    void aStrangersPageCountsWhereItNamesTheCompany() {
        Evidence page = evidence(SITE, "We are a team that has 180 employees.");
        assertThat(among(page, evidence(NEWS, "Globex has 9,000 employees."))).isEmpty();
        assertThat(among(page, evidence(NEWS, "Globex has 9,000 employees. Acme has 180 employees.")))
                .isEmpty();
        assertThat(among(page, evidence(NEWS, "Globex has 180 employees. Acme has 9,000 employees.")))
                .hasSize(1);
    }

    @Test
    void everyFurtherStatementIsAnotherOne() {
        assertThat(among(
                        evidence(SITE, "Acme has 180 employees."),
                        evidence(NEWS, "Acme has 250 employees."),
                        evidence("https://b.example/", "Acme has 250 employees."),
                        evidence("https://c.example/", "Acme employs 300 people.")))
                .singleElement()
                .satisfies(contradiction -> assertThat(contradiction.getStatements())
                        .extracting(ContradictoryStatement::getText)
                        .containsExactly("180 employees", "250 employees", "employs 300 people"));
    }

    private static List<Contradiction> among(Evidence... evidence) {
        return Contradictions.among(List.of(evidence), "acme.example", "Acme GmbH");
    }

    static Evidence evidence(String url, String quote) {
        return Evidence.newBuilder()
                .setId(Identifiers.evidenceId(url, quote))
                .setKind(EvidenceKind.WEB_PAGE)
                .setUrl(url)
                .setQuote(quote)
                .setContentHash("hash")
                .setRetrievedAt(Instant.EPOCH)
                .build();
    }
}
