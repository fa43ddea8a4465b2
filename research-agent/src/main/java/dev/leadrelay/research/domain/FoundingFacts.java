package dev.leadrelay.research.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in which year a sentence says a company was founded; years of a branch or a foundation are left out. Pure. */
final class FoundingFacts {
    static final String FACT = "founded";

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String YEAR = "(?<!\\d)(?<year>1[5-9]\\d\\d|20\\d\\d)(?![\\d%])";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(
                    "(?<!\\p{L})(?:founded|established|incorporated|gegründet|fondée?|fundada)"
                            + "(?!\\s+(?:an?|the|its|our|their|another|two|three)\\s)[^.;:\\d]{0,60}?" + YEAR,
                    FLAGS),
            Pattern.compile("(?<!\\p{L})wurde[^.;:\\d]{0,60}?" + YEAR + "[^.;:\\d]{0,60}?(?<!\\p{L})gegründet", FLAGS),
            Pattern.compile(
                    "^(?:[\\w.]{1,40}\\.)?(?:founded|founded[ _]?(?:in|year)|founding[ _]?year|year[ _]?founded|established"
                            + "|Gründung|Gründungsjahr|gegründet)\\s*[:=]\\s*(?:\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?)?"
                            + YEAR,
                    FLAGS));
    private static final Pattern PARTS = Pattern.compile(
            "subsidiar|branch|foundation|division|department|joint venture|Tochter|Niederlassung|Stiftung|Abteilung"
                    + "|filiale",
            FLAGS);

    private FoundingFacts() {}

    static List<StatedFact> in(String sentence) {
        List<StatedFact> facts = new ArrayList<>();
        if (PARTS.matcher(sentence).find()) {
            return facts;
        }
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(sentence);
            while (matcher.find()) {
                long year = Long.parseLong(matcher.group("year"));
                facts.add(new StatedFact.Amount(FACT, matcher.group().strip(), year, year));
            }
        }
        return facts;
    }

    /** The sentence without what says when the company was founded. */
    static String without(String sentence) {
        String rest = sentence;
        for (Pattern form : FORMS) {
            rest = form.matcher(rest).replaceAll(" ");
        }
        return rest;
    }
}
