package dev.leadrelay.simulator;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fictional companies of the demo: a small catalogue behind the sample leads, and generated ones that can be told from their
 * host name alone. Immutable and thread-safe.
 */
public final class DemoCompanies {
    /** How many indexes give companies that are all different. */
    public static final int DISTINCT = 65_536;

    private static final String SUFFIX = ".example";
    private static final List<String> HEADS = List.of(
            "har", "bel", "cor", "dun", "el", "fal", "gren", "hol", "iver", "jas", "kel", "lun", "mar", "nor", "ost",
            "pel", "quin", "ros", "sel", "tor", "ul", "ver", "wil", "yar", "zel", "ald", "bran", "cas", "del", "esk",
            "fen", "gar", "hes", "ild", "jor", "kar", "lang", "mel", "nas", "old", "pom", "ran", "sand", "tal", "und",
            "vos", "wes", "xan", "ys", "zan", "amb", "bor", "cul", "dorn", "erl", "fro", "gul", "hem", "ing", "jut",
            "kol", "lim", "mon", "nev");
    private static final List<String> TAILS = List.of(
            "row", "field", "mont", "wick", "berg", "ton", "dal", "sund", "mark", "by", "holt", "worth", "feld", "stad",
            "vik", "ford", "moor", "thal", "brook", "gate", "hurst", "land", "mere", "ness", "port", "quay", "ridge",
            "shaw", "stone", "tide", "vale", "water", "wald", "yard", "borg", "cliff", "dene", "fell", "garth", "ham",
            "heim", "hus", "kirk", "lea", "lund", "more", "nau", "over", "pont", "rath", "scar", "set", "strom", "tarn",
            "thorpe", "torp", "ville", "wang", "wood", "wyk", "zell", "bach", "burn", "combe");

    private static final Map<String, DemoCompany> CATALOGUE = readCatalogue();

    private DemoCompanies() {}

    /** The companies behind the sample leads, in the order of the catalogue. */
    public static List<DemoCompany> catalogue() {
        return List.copyOf(CATALOGUE.values());
    }

    /**
     * A generated company; different for every index from 0 to {@link #DISTINCT} - 1 of one seed.
     *
     * @param index any index from 0; beyond {@link #DISTINCT} they repeat
     */
    public static DemoCompany byIndex(long seed, int index) {
        // An odd factor permutes the indexes modulo a power of two, so no two meet.
        long shuffled = (index * 40_503L + Seeded.mix(seed, "companies")) & (DISTINCT - 1);
        String head = HEADS.get((int) (shuffled & 63));
        String tail = TAILS.get((int) ((shuffled >>> 6) & 63));
        Industry industry = Industry.values()[(int) ((shuffled >>> 12) & 15)];
        return generated(head + tail + "-" + industry.word().toLowerCase(Locale.ROOT));
    }

    /**
     * The company whose site has that host name.
     *
     * @param host host name, with or without port and leading {@code www.}
     * @return empty for a host that is not below {@code .example}
     */
    public static Optional<DemoCompany> byHost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int port = name.lastIndexOf(':');
        name = port >= 0 ? name.substring(0, port) : name;
        name = name.startsWith("www.") ? name.substring(4) : name;
        if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
            return Optional.empty();
        }
        DemoCompany known = CATALOGUE.get(name);
        return Optional.of(known != null ? known : generated(name.substring(0, name.length() - SUFFIX.length())));
    }

    private static DemoCompany generated(String slug) {
        StringBuilder name = new StringBuilder();
        for (String word : slug.split("[-.]+", -1)) {
            name.append(name.isEmpty() ? "" : " ").append(CompanyFacts.capitalised(word));
        }
        long hash = Seeded.hash(slug);
        Industry industry = Industry.of(name.toString(), hash);
        Place place = Seeded.pick(Place.ALL, Seeded.mix(hash, "place"));
        CompanyFacts facts = new CompanyFacts(name.toString(), hash, industry);
        return new DemoCompany(
                name.toString(),
                slug + SUFFIX,
                industry.label(),
                facts.employees(),
                Seeded.between(Seeded.mix(hash, "founded"), 1921, 2018),
                place.city(),
                place.countryIso2(),
                place.country(),
                facts.products(),
                facts.news(CompanyFacts.signal(Seeded.mix(hash, "growth")), place.city()),
                facts.technology(CompanyFacts.signal(Seeded.mix(hash, "systems"))),
                facts.people(),
                DemoSite.NORMAL);
    }

    private static Map<String, DemoCompany> readCatalogue() {
        Map<String, DemoCompany> companies = new LinkedHashMap<>();
        try (var in = Objects.requireNonNull(DemoCompanies.class.getResourceAsStream("companies.csv"));
                var rows = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                DemoCompany company = catalogued(row);
                companies.put(company.domain(), company);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return companies;
    }

    private static DemoCompany catalogued(NamedCsvRecord row) {
        String name = row.getField("name");
        String domain = row.getField("domain");
        long hash = Seeded.hash(domain);
        Industry industry = Industry.labelled(row.getField("industry"));
        CompanyFacts facts = new CompanyFacts(name, hash, industry);
        String city = row.getField("city");
        String iso2 = row.getField("country");
        return new DemoCompany(
                name,
                domain,
                industry.label(),
                Integer.parseInt(row.getField("employees")),
                Seeded.between(Seeded.mix(hash, "founded"), 1921, 2018),
                city,
                iso2,
                Place.countryNamed(iso2),
                facts.products(),
                facts.news(CompanyFacts.Signal.valueOf(row.getField("growth")), city),
                facts.technology(CompanyFacts.Signal.valueOf(row.getField("systems"))),
                facts.people(),
                DemoSite.valueOf(row.getField("site")));
    }
}
