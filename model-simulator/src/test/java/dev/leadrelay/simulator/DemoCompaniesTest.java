package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DemoCompaniesTest {
    @Property(tries = 300)
    void aCompanyIsToldFromItsHostAlone(@ForAll long seed, @ForAll @IntRange(max = 65_535) int index) {
        DemoCompany company = DemoCompanies.byIndex(seed, index);
        assertThat(DemoCompanies.byHost(company.domain())).contains(company);
        assertThat(DemoCompanies.byHost("www." + company.domain().toUpperCase(Locale.ROOT) + ":8080"))
                .contains(company);
        assertThat(company.domain())
                .isEqualTo(company.name().toLowerCase(Locale.ROOT).replace(' ', '-') + ".example");
    }

    @Test
    void allIndexesOfASeedAreDifferentCompanies() {
        Set<String> domains = new HashSet<>();
        for (int index = 0; index < DemoCompanies.DISTINCT; index++) {
            domains.add(DemoCompanies.byIndex(7, index).domain());
        }
        assertThat(domains).hasSize(DemoCompanies.DISTINCT);
        DemoCompanies.catalogue().forEach(company -> assertThat(domains).doesNotContain(company.domain()));
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        assertThat(DemoCompanies.byIndex(1, 0)).isNotEqualTo(DemoCompanies.byIndex(2, 0));
        assertThat(DemoCompanies.byIndex(1, 0)).isEqualTo(DemoCompanies.byIndex(1, 0));
    }

    @Test
    void hostsOutsideOfExampleAreNobodys() {
        assertThat(DemoCompanies.byHost("127.0.0.1:18099")).isEmpty();
        assertThat(DemoCompanies.byHost("localhost")).isEmpty();
        assertThat(DemoCompanies.byHost(".example")).isEmpty();
        assertThat(DemoCompanies.byHost("")).isEmpty();
    }

    @Test
    void pagesOfTwoCompaniesDiffer() {
        Set<String> pages = new HashSet<>();
        for (int index = 0; index < 2_000; index++) {
            pages.add(SitePages.html(DemoCompanies.byIndex(3, index), "/").orElseThrow());
        }
        assertThat(pages).hasSize(2_000);
    }

    @Test
    void everyCatalogueCompanyHasItsFivePages() {
        for (DemoCompany company : DemoCompanies.catalogue()) {
            for (String path : new String[] {"/", "/about", "/products", "/news", "/team"}) {
                assertThat(SitePages.html(company, path))
                        .hasValueSatisfying(html -> assertThat(html)
                                .contains("<nav>", "<script>", "<style>")
                                .contains("</main>"));
            }
            assertThat(SitePages.html(company, "/nowhere")).isEmpty();
        }
    }
}
