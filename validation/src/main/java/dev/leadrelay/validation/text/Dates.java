package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds calendar dates in English, German, French and Spanish text. */
public final class Dates {
    private static final List<Set<String>> MONTHS = List.of(
            Set.of("january", "jan", "januar", "janner", "janvier", "enero"),
            Set.of("february", "feb", "februar", "fevrier", "febrero"),
            Set.of("march", "mar", "marz", "mars", "marzo"),
            Set.of("april", "apr", "avril", "abril"),
            Set.of("may", "mai", "mayo"),
            Set.of("june", "jun", "juni", "juin", "junio"),
            Set.of("july", "jul", "juli", "juillet", "julio"),
            Set.of("august", "aug", "aout", "agosto"),
            Set.of("september", "sep", "sept", "septembre", "septiembre"),
            Set.of("october", "oct", "oktober", "okt", "octobre", "octubre"),
            Set.of("november", "nov", "novembre", "noviembre"),
            Set.of("december", "dec", "dezember", "dez", "decembre", "diciembre"));
    private static final String NAMES = MONTHS.stream()
            .flatMap(Set::stream)
            .sorted((a, b) -> b.length() - a.length())
            .map(name -> "(?i:" + name.charAt(0) + ")" + name.substring(1))
            .collect(Collectors.joining("|"));
    private static final Pattern ISO = Pattern.compile("(?<!\\d)(\\d{4})-(\\d{2})(?:-(\\d{2}))?(?!\\d)");
    private static final Pattern NUMERIC = Pattern.compile("(?<![\\d.])(\\d{1,2})([./])(\\d{1,2})\\2(\\d{4})(?!\\d)");
    private static final Pattern DAY_FIRST = Pattern.compile("(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.|er)? (?:of |de )?("
            + NAMES + ")\\b\\.?,?(?: (?:de |del )?(\\d{4}))?(?!\\d)");
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "\\b(" + NAMES + ")\\.? (?:(\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?,? ?(?:(?:de |del )?(\\d{4})(?!\\d))?");

    private Dates() {}

    /** A date in a text; 0 stands for a part that is not said. Where day and month may be swapped both readings count. */
    public record Mention(int start, int end, String text, int year, int month, int day, boolean swappable) {
        /** True when a source says this date, at least as exactly. */
        public boolean groundedIn(List<Mention> known) {
            return known.stream().anyMatch(this::saidBy);
        }

        private boolean saidBy(Mention source) {
            boolean sameYear = year == 0 || year == source.year;
            boolean same = month == source.month && (day == 0 || day == source.day);
            boolean swapped = (swappable || source.swappable) && month == source.day && day == source.month;
            return sameYear && (same || swapped);
        }
    }

    /** The dates of a text that name a month and at least a day or a year, by pattern and then in order. */
    public static List<Mention> mentions(String text) {
        List<Mention> mentions = new ArrayList<>();
        if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return mentions;
        }
        // Same length as the text, so that positions hold: only single letters are replaced.
        String plain = plain(text);
        for (Matcher m = ISO.matcher(plain); m.find(); ) {
            add(mentions, m, text, number(m.group(1)), number(m.group(2)), number(m.group(3)), false);
        }
        for (Matcher m = NUMERIC.matcher(plain); m.find(); ) {
            boolean swappable = m.group(2).equals("/");
            add(mentions, m, text, number(m.group(4)), number(m.group(3)), number(m.group(1)), swappable);
        }
        for (Matcher m = DAY_FIRST.matcher(plain); m.find(); ) {
            add(mentions, m, text, number(m.group(3)), month(m.group(2)), number(m.group(1)), false);
        }
        for (Matcher m = MONTH_FIRST.matcher(plain); m.find(); ) {
            add(mentions, m, text, number(m.group(3)), month(m.group(1)), number(m.group(2)), false);
        }
        return mentions;
    }

    /** The text with these stretches blanked out, so that a later search does not see them. */
    public static String without(String text, List<Mention> mentions) {
        if (mentions.isEmpty()) {
            return text;
        }
        char[] chars = text.toCharArray();
        mentions.forEach(mention -> Arrays.fill(chars, mention.start(), mention.end(), '_'));
        return new String(chars);
    }

    private static void add(
            List<Mention> mentions, Matcher m, String text, int year, int month, int day, boolean swappable) {
        boolean real = month >= 1 && (month <= 12 || swappable && day <= 12) && day <= 31 && month <= 31;
        boolean taken = mentions.stream().anyMatch(other -> m.start() < other.end() && other.start() < m.end());
        if (real && !taken && (year > 0 || day > 0)) {
            mentions.add(
                    new Mention(m.start(), m.end(), text.substring(m.start(), m.end()), year, month, day, swappable));
        }
    }

    private static String plain(String text) {
        return text.replace('ä', 'a')
                .replace('é', 'e')
                .replace('û', 'u')
                .replace('\u00A0', ' ')
                .replace('\u202F', ' ')
                .replace('\n', ' ');
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int month(String name) {
        String folded = Folding.fold(name);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).contains(folded)) {
                return i + 1;
            }
        }
        return 0;
    }
}
