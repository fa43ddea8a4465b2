package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final Map<String, Integer> BY_NAME = IntStream.range(0, MONTHS.size())
            .boxed()
            .flatMap(i -> MONTHS.get(i).stream().map(name -> Map.entry(name, i + 1)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    private static final int LONGEST_NAME = 10;
    private static final String MONTH_INITIALS = "JFMASONDEjfmasonde";

    /** English words too when written small. */
    private static final Set<String> AMBIGUOUS = Set.of("may", "mar", "march");

    private static final String NAMES = MONTHS.stream()
            .flatMap(Set::stream)
            .sorted((a, b) -> b.length() - a.length())
            .map(Dates::spelling)
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

    /** The dates of a text that name a month and at least a day or a year, in order. */
    public static List<Mention> mentions(String text) {
        List<Mention> mentions = new ArrayList<>();
        if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return mentions;
        }
        // Same length as the text, so that positions hold: only single letters are replaced.
        String plain = plain(text);
        Matcher[] patterns = {
            ISO.matcher(plain), NUMERIC.matcher(plain), DAY_FIRST.matcher(plain), MONTH_FIRST.matcher(plain)
        };
        for (int i = 0; i < plain.length(); i++) {
            // Only where a number or a capital or small word that is a month begins: searching everywhere is slow.
            boolean begins = i == 0 || !Character.isLetterOrDigit(plain.charAt(i - 1));
            Mention found = begins ? at(i, plain, patterns, text) : null;
            if (found != null) {
                mentions.add(found);
                i = found.end() - 1;
            }
        }
        return mentions;
    }

    private static @Nullable Mention at(int i, String plain, Matcher[] patterns, String text) {
        char c = plain.charAt(i);
        if (c >= '0' && c <= '9') {
            Matcher iso = patterns[0];
            if (begins(iso, i)) {
                return mention(iso, text, number(iso.group(1)), number(iso.group(2)), number(iso.group(3)), false);
            }
            Matcher numeric = patterns[1];
            if (begins(numeric, i)) {
                boolean swappable = numeric.group(2).equals("/");
                int month = number(numeric.group(3));
                return mention(numeric, text, number(numeric.group(4)), month, number(numeric.group(1)), swappable);
            }
            Matcher day = patterns[2];
            return begins(day, i)
                    ? mention(day, text, number(day.group(3)), month(day.group(2)), number(day.group(1)), false)
                    : null;
        }
        Matcher month = patterns[3];
        return MONTH_INITIALS.indexOf(c) >= 0 && isMonth(plain, i) && begins(month, i)
                ? mention(month, text, number(month.group(3)), month(month.group(1)), number(month.group(2)), false)
                : null;
    }

    private static boolean isMonth(String plain, int start) {
        int end = start;
        while (end < plain.length() && Character.isLetter(plain.charAt(end)) && end - start <= LONGEST_NAME) {
            end++;
        }
        return end - start >= 3 && end - start <= LONGEST_NAME && month(plain.substring(start, end)) > 0;
    }

    private static boolean begins(Matcher pattern, int at) {
        return pattern.region(at, pattern.regionEnd())
                .useTransparentBounds(true)
                .lookingAt();
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

    private static String spelling(String name) {
        String initial = name.substring(0, 1).toUpperCase(Locale.ROOT);
        return (AMBIGUOUS.contains(name) ? initial : "(?i:" + initial + ")") + name.substring(1);
    }

    private static @Nullable Mention mention(Matcher m, String text, int year, int month, int day, boolean swappable) {
        boolean real = month >= 1 && (month <= 12 || swappable && day <= 12) && day <= 31 && month <= 31;
        return real && (year > 0 || day > 0)
                ? new Mention(m.start(), m.end(), text.substring(m.start(), m.end()), year, month, day, swappable)
                : null;
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
        return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
    }
}
