package dev.leadrelay.simulator;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Company names as people write them in a letter: without the legal form. */
final class ShortNames {
    private static final Pattern LEGAL_FORM = Pattern.compile(
            "(?:,? (?:GmbH(?: & Co\\.? KG)?|AG|KG|SE|UG|Ltd\\.?|Limited|PLC|Inc\\.?|LLC|SAS|SARL|SA|SpA|Srl|S\\.r\\.l\\.|BV|NV|AB|AS|A/S"
                    + "|ApS|Oy|SL|s\\.r\\.o\\.|Sp\\. z o\\.o\\.))$|株式会社|有限公司|주식회사");

    private ShortNames() {}

    static String of(String name) {
        String brief = LEGAL_FORM.matcher(name.strip()).replaceAll("").strip();
        return brief.isEmpty() ? name.strip() : brief;
    }

    /** The name that a domain suggests: its first label with capitals; empty for none. */
    static String ofDomain(String domain) {
        String label = domain.replaceFirst("^www\\.", "").replaceFirst("\\..*$", "");
        return Arrays.stream(label.split("-"))
                .filter(word -> !word.isEmpty())
                .map(CompanyFacts::capitalised)
                .collect(Collectors.joining(" "));
    }
}
