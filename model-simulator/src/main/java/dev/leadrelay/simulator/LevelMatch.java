package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges how clearly evidence speaks for a description: by a range of numbers where it names one, else by shared words. */
final class LevelMatch {
    /**
     * How well a description is met.
     *
     * @param strength number of shared words, or a large number for a range that is met; 0 when it is not met
     * @param quote the quote that speaks for it; null when none does
     */
    record Match(int strength, @Nullable Quote quote) {}

    private static final Match NONE = new Match(0, null);
    private static final int RANGE_MET = 100;
    private static final int ENOUGH_WORDS = 2;
    private static final String NUMBER = "(\\d{1,3}(?:[,.]\\d{3})+|\\d+)";
    private static final Pattern BETWEEN =
            Pattern.compile("(?:between |from )?" + NUMBER + "\\s*(?:and|to|-|–)\\s*" + NUMBER + "\\s+(\\p{L}+)");
    private static final Pattern BELOW = Pattern.compile("(?:fewer|less) than " + NUMBER + "(?:\\s+(\\p{L}+))?");
    private static final Pattern ABOVE =
            Pattern.compile("(?:more than|over|at least) " + NUMBER + "(?:\\s+(\\p{L}+))?");

    private LevelMatch() {}

    static Match of(String description, Collection<Quote> evidence) {
        String lower = description.toLowerCase(java.util.Locale.ROOT);
        List<Range> ranges = ranges(lower);
        return ranges.isEmpty() ? byWords(description, evidence) : byRange(ranges, evidence);
    }

    /** The description's share of words that one quote repeats, from 0 to 1; instructions count for nothing. */
    static double overlap(String description, Quote quote) {
        Set<String> words = Sentences.stems(description);
        return words.isEmpty() ? 0 : (double) shared(words, quote) / words.size();
    }

    private record Range(long low, long high, String unit) {}

    private static List<Range> ranges(String description) {
        List<Range> ranges = new java.util.ArrayList<>();
        Matcher between = BETWEEN.matcher(description);
        while (between.find()) {
            ranges.add(new Range(number(between.group(1)), number(between.group(2)), between.group(3)));
        }
        Matcher below = BELOW.matcher(description);
        while (below.find()) {
            ranges.add(new Range(0, number(below.group(1)) - 1, unit(below.group(2), description)));
        }
        Matcher above = ABOVE.matcher(description);
        while (above.find()) {
            ranges.add(new Range(number(above.group(1)), Long.MAX_VALUE, unit(above.group(2), description)));
        }
        return ranges;
    }

    /** "Fewer than 50 or more than 2,000 employees" names its unit once. */
    private static String unit(@Nullable String word, String description) {
        return word == null || word.length() < 3
                ? description.replaceAll("[^\\p{L}]+$", "").replaceAll("^.*\\s", "")
                : word;
    }

    private static Match byRange(List<Range> ranges, Collection<Quote> evidence) {
        for (Quote quote : evidence) {
            for (Range range : ranges) {
                Matcher stated = Pattern.compile(NUMBER + "\\s+" + Pattern.quote(range.unit()))
                        .matcher(quote.text().toLowerCase(java.util.Locale.ROOT));
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

    private static Match byWords(String description, Collection<Quote> evidence) {
        Set<String> words = Sentences.stems(description);
        Match best = NONE;
        for (Quote quote : evidence) {
            int shared = shared(words, quote);
            if (shared >= ENOUGH_WORDS && shared > best.strength()) {
                best = new Match(shared, quote);
            }
        }
        return best;
    }

    private static int shared(Set<String> words, Quote quote) {
        int most = 0;
        for (String sentence : Sentences.of(quote.text())) {
            if (!Sentences.isInstruction(sentence)) {
                Set<String> shared = new HashSet<>(Sentences.stems(sentence));
                shared.retainAll(words);
                most = Math.max(most, shared.size());
            }
        }
        return most;
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replaceAll("[,.]", ""));
    }

    static String description(JsonNode level) {
        return level.path("description").asText("");
    }
}
