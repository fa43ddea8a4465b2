package dev.leadrelay.validation.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers written as digits and knows how they may be meant: {@code 1.200}, {@code 1,200} and {@code 1 200} are
 * one number, though the first two may also be decimals.
 */
public final class Numbers {
    private static final String GAP = "[ \\u00A0\\u2009\\u202F'\\u2019]";
    private static final Pattern NUMBER =
            Pattern.compile("\\d{1,3}(?:" + GAP + "\\d{3})++(?!\\d)(?:[.,]\\d{1,2}(?!\\d))?|\\d++(?:[.,]\\d++)*+");
    private static final Pattern SCALE = Pattern.compile(
            GAP
                    + "?(?:(thousand|tausend|tsd|mille|mil)|(million(?:s|en)?|mio|millones)|(billions?|milliarden?|milliards?|mrd|bn)|(k|m|b))\\b\\.?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}([.,])\\d{3}(?:\\1\\d{3})*+(?:[.,]\\d+)?");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    private static final int LONGEST = 40;

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("two", "2"),
            Map.entry("zwei", "2"),
            Map.entry("three", "3"),
            Map.entry("drei", "3"),
            Map.entry("four", "4"),
            Map.entry("vier", "4"),
            Map.entry("five", "5"),
            Map.entry("funf", "5"),
            Map.entry("six", "6"),
            Map.entry("sechs", "6"),
            Map.entry("seven", "7"),
            Map.entry("sieben", "7"),
            Map.entry("eight", "8"),
            Map.entry("acht", "8"),
            Map.entry("nine", "9"),
            Map.entry("neun", "9"),
            Map.entry("ten", "10"),
            Map.entry("zehn", "10"),
            Map.entry("eleven", "11"),
            Map.entry("elf", "11"),
            Map.entry("twelve", "12"),
            Map.entry("zwolf", "12"),
            Map.entry("fifteen", "15"),
            Map.entry("funfzehn", "15"),
            Map.entry("twenty", "20"),
            Map.entry("zwanzig", "20"),
            Map.entry("thirty", "30"),
            Map.entry("dreissig", "30"),
            Map.entry("forty", "40"),
            Map.entry("vierzig", "40"),
            Map.entry("fifty", "50"),
            Map.entry("funfzig", "50"),
            Map.entry("hundred", "100"),
            Map.entry("hundert", "100"),
            Map.entry("thousand", "1000"),
            Map.entry("tausend", "1000"));

    private Numbers() {}

    /**
     * One number in a text.
     *
     * @param start index of its first digit
     * @param end index after its last character
     * @param text as written
     * @param values what it may mean, plain decimals without trailing zeros
     * @param parts when it may also be several numbers side by side, those; empty otherwise
     */
    public record Mention(int start, int end, String text, Set<String> values, List<String> parts) {
        /** True when one of its meanings is among these values. */
        public boolean groundedIn(Set<String> known) {
            return values.stream().anyMatch(known::contains) || !parts.isEmpty() && known.containsAll(parts);
        }
    }

    /** The numbers of a text, in order. */
    public static List<Mention> mentions(String text) {
        List<Mention> mentions = new ArrayList<>();
        if (!hasDigit(text)) {
            return mentions;
        }
        Matcher number = NUMBER.matcher(text);
        Matcher scale = SCALE.matcher(text);
        while (number.find()) {
            String written = number.group();
            Set<String> values = new HashSet<>();
            List<String> parts = new ArrayList<>();
            List<BigDecimal> readings = readings(written, values, parts);
            int end = number.end();
            scale.region(end, text.length()).useTransparentBounds(true);
            if (scale.lookingAt()) {
                end = scale.end();
                scaled(readings, scale, values);
            }
            mentions.add(new Mention(number.start(), end, text.substring(number.start(), end), values, parts));
        }
        return mentions;
    }

    /** Everything that the numbers of a source may mean, number words included: what a text resting on it may use. */
    public static void collect(String source, Set<String> known) {
        for (Mention mention : mentions(source)) {
            known.addAll(mention.values());
            known.addAll(mention.parts());
            for (String piece : mention.text().split("\\D+", -1)) {
                if (!piece.isEmpty() && piece.length() <= LONGEST) {
                    known.add(plain(new BigDecimal(piece)));
                }
            }
        }
        for (String word : Folding.words(source)) {
            String value = WORDS.get(word);
            if (value != null) {
                known.add(value);
            }
        }
    }

    /** Fills values and parts, and gives the readings that a following "million" would multiply. */
    private static List<BigDecimal> readings(String written, Set<String> values, List<String> parts) {
        List<BigDecimal> readings = new ArrayList<>();
        if (written.length() > LONGEST) {
            values.add(written);
            return readings;
        }
        String joined = written.replaceAll(GAP, "");
        boolean spaced = joined.length() != written.length();
        String digits = joined.replaceAll("[.,]", "");
        int separators = joined.length() - digits.length();
        if (spaced) {
            readings.add(new BigDecimal(joined.replace(',', '.')));
            if (written.indexOf(' ') > 0) {
                for (String part : written.split(" ", -1)) {
                    parts.add(plain(new BigDecimal(part.replaceAll("[^\\d]", ""))));
                }
            }
        } else if (separators == 0) {
            readings.add(new BigDecimal(joined));
        } else {
            separated(joined, digits, separators, readings, values);
        }
        readings.forEach(reading -> values.add(plain(reading)));
        return readings;
    }

    private static void separated(
            String joined, String digits, int separators, List<BigDecimal> readings, Set<String> values) {
        if (GROUPED.matcher(joined).matches()) {
            int last = Math.max(joined.lastIndexOf('.'), joined.lastIndexOf(','));
            boolean mixed = joined.indexOf('.') >= 0 && joined.indexOf(',') >= 0;
            readings.add(new BigDecimal(
                    mixed
                            ? joined.substring(0, last).replaceAll("[.,]", "") + "." + joined.substring(last + 1)
                            : digits));
        }
        if (separators == 1) {
            readings.add(new BigDecimal(joined.replace(',', '.')));
        }
        if (readings.isEmpty()) {
            values.add(joined);
        }
    }

    private static void scaled(List<BigDecimal> readings, Matcher scale, Set<String> values) {
        boolean letter = scale.group(4) != null;
        BigDecimal factor = factor(scale);
        if (!letter) {
            values.clear();
        }
        readings.forEach(reading -> values.add(plain(reading.multiply(factor))));
    }

    private static BigDecimal factor(Matcher scale) {
        if (scale.group(4) != null) {
            return switch (scale.group(4).toLowerCase(Locale.ROOT)) {
                case "k" -> THOUSAND;
                case "m" -> MILLION;
                default -> BILLION;
            };
        }
        if (scale.group(1) != null) {
            return THOUSAND;
        }
        return scale.group(2) != null ? MILLION : BILLION;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
