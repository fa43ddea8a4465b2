package dev.leadrelay.validation;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.validation.text.Folding;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What the system will not work on. Immutable.
 *
 * @param hash SHA-256 of its text, hex
 * @param suppressedDomains lower case; subdomains are suppressed with them
 * @param suppressedEmails lower case
 * @param excludedCountries ISO 3166-1 alpha-2, upper case
 * @param excludedIndustries folded as {@link Folding#fold}
 * @param refuseDoNotContact whether leads marked do-not-contact are refused
 */
public record RefusalPolicy(
        String hash,
        Set<String> suppressedDomains,
        Set<String> suppressedEmails,
        Set<String> excludedCountries,
        Set<String> excludedIndustries,
        boolean refuseDoNotContact) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    public RefusalPolicy {
        suppressedDomains = Set.copyOf(suppressedDomains);
        suppressedEmails = Set.copyOf(suppressedEmails);
        excludedCountries = Set.copyOf(excludedCountries);
        excludedIndustries = Set.copyOf(excludedIndustries);
    }

    /** Refuses only those who said that they do not want to be contacted. */
    public static RefusalPolicy doNotContactOnly() {
        return new RefusalPolicy(Identifiers.contentHash(""), Set.of(), Set.of(), Set.of(), Set.of(), true);
    }

    /**
     * Reads a policy strictly; every key may be absent.
     *
     * @throws ProfileException one line that names the key and what to do
     */
    public static RefusalPolicy parse(String yaml) {
        YamlTree root = YamlTree.parse("policy", yaml)
                .allow(
                        "suppressedDomains",
                        "suppressedEmails",
                        "excludedCountries",
                        "excludedIndustries",
                        "refuseDoNotContact");
        YamlTree refuse = root.maybe("refuseDoNotContact");
        return new RefusalPolicy(
                Identifiers.contentHash(yaml),
                set(root, "suppressedDomains", RefusalPolicy::lower),
                set(root, "suppressedEmails", RefusalPolicy::lower),
                countries(root),
                set(root, "excludedIndustries", Folding::fold),
                refuse == null || refuse.bool());
    }

    /** True when the host or a parent domain of it is suppressed. */
    public boolean suppresses(String host) {
        for (String rest = lower(host); !rest.isEmpty(); ) {
            if (suppressedDomains.contains(rest)) {
                return true;
            }
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return false;
    }

    private static Set<String> set(YamlTree root, String key, UnaryOperator<String> form) {
        Set<String> set = new TreeSet<>();
        root.texts(key).forEach(text -> set.add(form.apply(text)));
        return set;
    }

    private static Set<String> countries(YamlTree root) {
        YamlTree list = root.maybe("excludedCountries");
        Set<String> countries = new TreeSet<>();
        if (list != null) {
            for (YamlTree item : list.items()) {
                String code = item.text().toUpperCase(Locale.ROOT);
                if (!COUNTRY.matcher(code).matches()) {
                    throw item.wrong("must be a two-letter country code such as DE");
                }
                countries.add(code);
            }
        }
        return countries;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
