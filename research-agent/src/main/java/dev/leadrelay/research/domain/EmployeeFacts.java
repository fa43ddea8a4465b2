package dev.leadrelay.research.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds how many people a sentence says a company employs. It would rather miss one than take another number for it:
 * what counts a site's people, a customer's, new ones or those of another year is left out. Pure.
 */
final class EmployeeFacts {
    static final String FACT = "employees";

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String AT_LEAST = "more than|over|above|at least|mehr als|über|mindestens|plus de|más de|>";
    private static final String AT_MOST = "fewer than|less than|under|up to|weniger als|unter|bis zu|moins de|<";
    private static final String ABOUT = "about|around|approximately|approx\\.?|roughly|nearly|almost|some|circa|ca\\.?"
            + "|rund|etwa|ungefähr|fast|knapp|gut|environ|près de|~";
    private static final String NUMBER =
            "(?<![\\d.,])(?:\\d{1,3}(?:[.,'’ \\u00A0\\u202F]\\d{3}){1,2}|\\d{1,7})(?![.,]?\\d)";
    private static final String FIGURE = "(?:(?<hedge>" + AT_LEAST + "|" + AT_MOST + "|" + ABOUT + ")\\s*)?(?<low>"
            + NUMBER + ")(?:\\s?(?:-|–|—|to|bis)\\s?(?<high>" + NUMBER + "))?\\s?(?<plus>\\+)?";
    private static final String KIND = "(?:(?:full-time|permanent|dedicated|skilled|qualified|committed|engagierten?"
            + "|qualifizierten?|motivierten?|festen?|festangestellten?)\\s+)?";
    private static final String PEOPLE = "(?:employees|staff|team members|Mitarbeiter(?:[*:]?innen)?|Mitarbeitenden?"
            + "|Beschäftigten?|Angestellten?|employés|employées|salariés|collaborateurs|empleados)(?![\\p{L}\\d])";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("(?<![\\p{L}\\d])" + FIGURE + "\\s+" + KIND + PEOPLE, FLAGS),
            Pattern.compile(
                    "(?:employs|beschäftigt|emploie)\\s+" + FIGURE
                            + "\\s+(?:people|persons|workers|Menschen|Personen|personnes)(?!\\p{L})",
                    FLAGS),
            Pattern.compile(
                    "^(?:[\\w.]{1,40}\\.)?(?:number[ _]of[ _]employees|num_employees|employees|employee[ _]?count"
                            + "|headcount|staff|Mitarbeiter(?:zahl)?|Anzahl Mitarbeiter|Beschäftigte)\\s*[:=]\\s*"
                            + FIGURE
                            + "\\s*$",
                    FLAGS));
    private static final Pattern OTHERS_BEFORE = Pattern.compile(
            "(?:(?:companies|customers?|clients?|businesses|firms|enterprises|organi[sz]ations|manufacturers|Unternehmen"
                    + "|Kunden|Betrieben?|Firmen)\\s+(?:with|of|from|having|mit|ab|von|bis)"
                    + "|(?<!\\p{L})(?:hires?|hired|hiring|recruit\\p{L}*|adds?|added|adding|trains?|trained|laid off|cuts?"
                    + "|dismiss\\p{L}*|for|für|pour|each|every|another|weitere|other))\\s*$",
            FLAGS);
    private static final Pattern PART_BEHIND = Pattern.compile(
            "^\\s*(?:in|at|im|am|bei|à|of|von)\\s+(?:(?:the|der|den|our|its)\\s+)?\\p{Lu}", Pattern.UNICODE_CASE);
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)");

    private EmployeeFacts() {}

    static List<StatedFact> in(String sentence) {
        List<StatedFact> facts = new ArrayList<>();
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(sentence);
            while (matcher.find()) {
                StatedFact.Amount amount = amount(matcher);
                if (amount != null && isWholeCompanysToday(sentence, matcher)) {
                    facts.add(amount);
                }
            }
        }
        return facts;
    }

    private static boolean isWholeCompanysToday(String sentence, Matcher matcher) {
        String before = sentence.substring(0, matcher.start());
        String behind = sentence.substring(matcher.end());
        return !OTHERS_BEFORE.matcher(before).find()
                && !PART_BEHIND.matcher(behind).find()
                && !YEAR.matcher(FoundingFacts.without(before + " " + behind)).find();
    }

    private static StatedFact.@Nullable Amount amount(Matcher matcher) {
        long low = number(matcher.group("low"));
        String text = matcher.group().strip();
        if (matcher.group("high") != null) {
            long high = number(matcher.group("high"));
            return low > high ? null : new StatedFact.Amount(FACT, text, low, high);
        }
        String hedge =
                matcher.group("hedge") == null ? "" : matcher.group("hedge").toLowerCase(Locale.ROOT);
        // "More than 100" is said by whoever has 150, not by whoever has 1,000.
        if (matcher.group("plus") != null || is(hedge, AT_LEAST)) {
            return new StatedFact.Amount(FACT, text, low, 2 * low);
        }
        if (is(hedge, AT_MOST)) {
            return new StatedFact.Amount(FACT, text, low / 2, low);
        }
        return hedge.isEmpty()
                ? new StatedFact.Amount(FACT, text, low, low)
                : new StatedFact.Amount(FACT, text, low * 8 / 10, low + (low + 4) / 5);
    }

    private static boolean is(String hedge, String words) {
        return List.of(words.split("\\|")).contains(hedge);
    }

    private static long number(String written) {
        return Long.parseLong(written.replaceAll("\\D", ""));
    }
}
