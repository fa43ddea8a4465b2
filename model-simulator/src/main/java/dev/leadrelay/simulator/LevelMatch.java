package dev.leadrelay.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A description of a level or disqualifier, and how clearly evidence speaks for it: by a range of numbers where it names one, else
 * by shared words.
 */
record LevelMatch(Set<String> words, List<Range> ranges) {
    /**
     * How well a description is met.
     *
     * @param strength number of shared words, or a large number for a range that is met; 0 when it is not met
     * @param quote the quote that speaks for it; null when none does
     */
    record Match(int strength, @Nullable ReadQuote quote) {}

    /** Numbers from low to high, both included, in front of the unit. */
    record Range(long low, long high, Pattern stated) {}

    static final Match NONE = new Match(0, null);

    private static final int RANGE_MET = 100;
    private static final int ENOUGH_WORDS = 2;
    private static final int MOST_REMEMBERED = 10_000;
    private static final String NUMBER = "(\\d{1,3}(?:[,.]\\d{3})+|\\d+)";
    private static final Pattern BETWEEN =
            Pattern.compile("(?:between |from )?" + NUMBER + "\\s*(?:and|to|-|–)\\s*" + NUMBER + "\\s+(\\p{L}+)");
    private static final Pattern BELOW = Pattern.compile("(?:fewer|less) than " + NUMBER + "(?:\\s+(\\p{L}+))?");
    private static final Pattern ABOVE =
            Pattern.compile("(?:more than|over|at least) " + NUMBER + "(?:\\s+(\\p{L}+))?");

    /** Profiles are few and their descriptions stand in every prompt. */
    private static final Map<String, LevelMatch> REMEMBERED = new ConcurrentHashMap<>();

    static LevelMatch of(String description) {
        LevelMatch known = REMEMBERED.get(description);
        if (known == null) {
            known = new LevelMatch(Sentences.stems(description), ranges(description.toLowerCase(Locale.ROOT)));
            if (REMEMBERED.size() < MOST_REMEMBERED) {
                REMEMBERED.put(description, known);
            }
        }
        return known;
    }

    Match in(Collection<ReadQuote> evidence) {
        return ranges.isEmpty() ? byWords(evidence) : byRange(evidence);
    }

    /** The share of words that one quote repeats, from 0 to 1. */
    double overlap(ReadQuote quote) {
        return words.isEmpty() ? 0 : (double) quote.shared(words) / words.size();
    }

    private Match byRange(Collection<ReadQuote> evidence) {
        for (ReadQuote quote : evidence) {
            for (Range range : ranges) {
                Matcher stated = range.stated().matcher(quote.lower());
                while (stated.find()) {
                    long value = number(stated.group(1));
                    if (value >= range.low() && value <= range.high()) {
                        return new Match(RANGE_MET, quote);
                    }
                }
            }
        }
        return NONE;
    }

    private Match byWords(Collection<ReadQuote> evidence) {
        Match best = NONE;
        for (ReadQuote quote : evidence) {
            int shared = quote.shared(words);
            if (shared >= ENOUGH_WORDS && shared > best.strength()) {
                best = new Match(shared, quote);
            }
        }
        return best;
    }

    private static List<Range> ranges(String description) {
        List<Range> ranges = new ArrayList<>();
        Matcher between = BETWEEN.matcher(description);
        while (between.find()) {
            ranges.add(range(number(between.group(1)), number(between.group(2)), between.group(3)));
        }
        Matcher below = BELOW.matcher(description);
        while (below.find()) {
            ranges.add(range(0, number(below.group(1)) - 1, unit(below.group(2), description)));
        }
        Matcher above = ABOVE.matcher(description);
        while (above.find()) {
            ranges.add(range(number(above.group(1)), Long.MAX_VALUE, unit(above.group(2), description)));
        }
        return ranges;
    }

    private static Range range(long low, long high, String unit) {
        return new Range(low, high, Pattern.compile(NUMBER + "\\s+" + Pattern.quote(unit)));
    }

    /** "Fewer than 50 or more than 2,000 employees" names its unit once. */
    private static String unit(@Nullable String word, String description) {
        return word == null || word.length() < 3
                ? description.replaceAll("[^\\p{L}]+$", "").replaceAll("^.*\\s", "")
                : word;
    }

    /** More digits than any count of anything has are no number here. */
    private static long number(String digits) {
        String plain = digits.replaceAll("[,.]", "");
        return plain.length() > 18 ? Long.MAX_VALUE : Long.parseLong(plain);
    }
}
