package dev.leadrelay.validation.text;

import java.text.DateFormatSymbols;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Capitalised words that name nobody in particular: countries, languages, months, days, and what business calls things. Pure. */
public final class NeutralNames {
    private static final List<Locale> LOCALES = List.of(
            Locale.ENGLISH,
            Locale.GERMAN,
            Locale.FRENCH,
            Locale.ITALIAN,
            Locale.forLanguageTag("es"),
            Locale.forLanguageTag("nl"));

    private static final Set<String> BUSINESS = Set.of(
            "i",
            "im",
            "id",
            "ill",
            "ive",
            "mr",
            "mrs",
            "ms",
            "mx",
            "dr",
            "prof",
            "madam",
            "sir",
            "monsieur",
            "madame",
            "senor",
            "senora",
            "frau",
            "herr",
            "herrn",
            "ceo",
            "cto",
            "coo",
            "cfo",
            "cio",
            "cmo",
            "hr",
            "it",
            "ai",
            "ki",
            "api",
            "erp",
            "crm",
            "mes",
            "wms",
            "tms",
            "plm",
            "edi",
            "saas",
            "b2b",
            "b2c",
            "kpi",
            "roi",
            "pdf",
            "csv",
            "faq",
            "eu",
            "uk",
            "usa",
            "us",
            "dach",
            "emea",
            "apac",
            "europe",
            "european",
            "asia",
            "asian",
            "africa",
            "african",
            "america",
            "american",
            "internet",
            "web",
            "linkedin",
            "excel",
            "email",
            "regards",
            "best",
            "kind",
            "dear",
            "hello",
            "hi",
            "ps",
            "re",
            "okay",
            "ok",
            "q1",
            "q2",
            "q3",
            "q4",
            "gmbh",
            "ag",
            "kg",
            "se",
            "ltd",
            "limited",
            "inc",
            "llc",
            "plc",
            "corp",
            "sa",
            "sas",
            "sarl",
            "bv",
            "ab",
            "oy",
            "spa",
            "christmas",
            "easter");

    private static final Set<String> ALL = all();

    private NeutralNames() {}

    /** True for a name, or its folded form, that says nothing of anyone. */
    public static boolean has(String name) {
        return Folding.words(name).stream().allMatch(ALL::contains);
    }

    private static Set<String> all() {
        Set<String> all = new HashSet<>(BUSINESS);
        for (Locale locale : LOCALES) {
            DateFormatSymbols symbols = DateFormatSymbols.getInstance(locale);
            add(all, symbols.getMonths());
            add(all, symbols.getShortMonths());
            add(all, symbols.getWeekdays());
            for (String code : Locale.getISOCountries()) {
                add(all, Locale.of("", code).getDisplayCountry(locale));
            }
            for (String code : Locale.getISOLanguages()) {
                add(all, Locale.of(code).getDisplayLanguage(locale));
            }
        }
        return Set.copyOf(all);
    }

    private static void add(Set<String> all, String... names) {
        for (String name : names) {
            all.addAll(Folding.words(name));
        }
    }
}
