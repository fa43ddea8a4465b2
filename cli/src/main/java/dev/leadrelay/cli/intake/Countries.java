package dev.leadrelay.cli.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 3166 alpha-2 codes out of country names, codes and common variants, in the languages that exports are written in. */
final class Countries {
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "pl", "cs", "hu", "tr");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\s*[(\\[].*[)\\]]\\s*$");
    private static final Pattern ARTICLE = Pattern.compile("^(?i:the)\\s+");
    private static final String VARIANTS =
            "GB: uk, great britain, britain, england, scotland, wales, northern ireland, "
                    + "united kingdom of great britain and northern ireland, großbritannien, grande bretagne, gran bretaña, "
                    + "gran bretagna, groot brittannië, grã bretanha, inglaterra, angleterre, engeland, inghilterra; "
                    + "US: united states of america, america, u.s. of a., usa, amerika, vereinigte staaten von amerika, "
                    + "états unis d'amérique, estados unidos de américa, stati uniti d'america, verenigde staten van amerika, "
                    + "estados unidos da américa, eeuu, ee uu, eua, etats unis; "
                    + "DE: brd, bundesrepublik deutschland, federal republic of germany; NL: holland, nederlanden, holanda, "
                    + "hollande, olanda; CZ: czech republic, česká republika, tschechische republik, république tchèque; "
                    + "RU: russia, russian federation, russische föderation; KR: south korea, republic of korea, "
                    + "korea republic of, südkorea; KP: korea democratic people's republic of; VN: viet nam; "
                    + "IR: iran islamic republic of; TW: taiwan province of china; HK: hong kong, hongkong, hong kong sar; "
                    + "MO: macau, macao; TR: turkey, türkei; AE: uae, emirates, vae; CI: ivory coast, côte d'ivoire; "
                    + "CV: cape verde; SZ: swaziland; MK: macedonia, fyr macedonia; MM: burma; GR: el, hellas; "
                    + "IE: republic of ireland, eire; CN: people's republic of china, pr china, prc; CH: confoederatio helvetica, "
                    + "schweizerische eidgenossenschaft; MD: moldova republic of; TZ: tanzania united republic of; "
                    + "VE: venezuela bolivarian republic of; BO: bolivia plurinational state of; SY: syrian arab republic; "
                    + "LA: lao people's democratic republic; BN: brunei darussalam; PS: palestine; VA: vatican, holy see; "
                    + "BA: bosnia; BY: weißrussland; SK: slovak republic; JP: 日本; CN: 中国; KR: 대한민국; UA: україна; "
                    + "RU: россия; GR: ελλάδα; BG: българия; XK: kosovo";
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The code, or null when the text names no country. */
    static @Nullable String iso2(String text) {
        String code = CODES.get(normalise(text));
        if (code != null) {
            return code;
        }
        String shorter =
                ARTICLE.matcher(IN_BRACKETS.matcher(text).replaceFirst("")).replaceFirst("");
        return CODES.get(normalise(shorter));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            for (String language : LANGUAGES) {
                codes.put(normalise(country.getDisplayCountry(Locale.forLanguageTag(language))), code);
            }
            codes.put(normalise(country.getISO3Country()), code);
        }
        for (String code : Locale.getISOCountries()) {
            codes.put(normalise(code), code);
        }
        for (String variants : VARIANTS.split(";")) {
            String code = variants.strip().substring(0, 2);
            for (String name : variants.substring(variants.indexOf(':') + 1).split(",")) {
                codes.put(normalise(name), code);
            }
        }
        codes.remove("");
        return Map.copyOf(codes);
    }

    private static String normalise(String text) {
        return HeaderNames.normalise(text);
    }
}
