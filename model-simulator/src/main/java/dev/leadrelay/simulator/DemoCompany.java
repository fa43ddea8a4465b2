package dev.leadrelay.simulator;

import java.util.List;

/**
 * A fictional company and all that its web site says about it.
 *
 * @param domain host name of its site, below {@code .example}
 * @param industry name of the industry as a CRM would hold it
 * @param employees number of employees
 * @param countryIso2 ISO 3166-1 alpha-2 code
 * @param country English name of the country
 * @param products what it sells, plural nouns
 * @param news the sentence its news page leads with
 * @param technology the sentence on the systems it runs
 * @param site how its web site behaves
 */
public record DemoCompany(
        String name,
        String domain,
        String industry,
        int employees,
        int founded,
        String city,
        String countryIso2,
        String country,
        List<String> products,
        String news,
        String technology,
        List<DemoPerson> people,
        DemoSite site) {
    public DemoCompany {
        products = List.copyOf(products);
        people = List.copyOf(people);
    }
}
