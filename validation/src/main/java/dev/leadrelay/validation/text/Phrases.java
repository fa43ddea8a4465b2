package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Many expressions searched at once. Each is tried only where its first two characters stand at the beginning of a
 * word or sign, which is an order of magnitude faster than one large alternation. Immutable.
 */
public final class Phrases {
    private static final int ASCII = 128;

    private final Map<Integer, Pattern> byStart = new LinkedHashMap<>();
    private final boolean[] starts = new boolean[ASCII * ASCII];

    /**
     * @param ignoreCase whether capitals matter not
     * @param expressions each begins with an ASCII character as it stands; where the second is a letter or digit too it
     *     is matched as it stands, too
     */
    public Phrases(boolean ignoreCase, String... expressions) {
        Map<Integer, List<String>> grouped = new LinkedHashMap<>();
        for (String expression : expressions) {
            for (int key : keys(ignoreCase, expression)) {
                grouped.computeIfAbsent(key, k -> new ArrayList<>()).add(expression);
            }
        }
        int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        grouped.forEach((key, group) -> {
            byStart.put(key, Pattern.compile(String.join("|", group), flags));
            starts[key] = true;
        });
    }

    /** The first match; null when there is none. */
    public @Nullable String firstIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            Matcher match = at(text, i);
            if (match != null) {
                return match.group();
            }
        }
        return null;
    }

    /** The matches in order, not overlapping. */
    public List<String> allIn(String text) {
        List<String> all = new ArrayList<>();
        endsIn(text, (start, end) -> all.add(text.substring(start, end)));
        return all;
    }

    /** What to do with a match. */
    public interface Match {
        void at(int start, int end);
    }

    /** Gives the beginning and end of each match in order, not overlapping. */
    public void endsIn(String text, Match each) {
        for (int i = 0; i < text.length(); i++) {
            Matcher match = at(text, i);
            if (match != null) {
                each.at(match.start(), match.end());
                i = Math.max(i, match.end() - 1);
            }
        }
    }

    private @Nullable Matcher at(String text, int i) {
        char first = text.charAt(i);
        char second = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        if (first >= ASCII || isWordPart(first) && i > 0 && isWordPart(text.charAt(i - 1))) {
            return null;
        }
        Matcher match = second < ASCII ? begins(text, i, first * ASCII + second) : null;
        return match != null ? match : begins(text, i, first * ASCII);
    }

    private @Nullable Matcher begins(String text, int i, int key) {
        Pattern pattern = starts[key] ? byStart.get(key) : null;
        if (pattern == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(text).region(i, text.length()).useTransparentBounds(true);
        return matcher.lookingAt() ? matcher : null;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c);
    }

    /** Both characters where both stand as they are; else the first with 0 for any second. */
    private static List<Integer> keys(boolean ignoreCase, String expression) {
        boolean escaped = expression.charAt(0) == '\\';
        char first = expression.charAt(escaped ? 1 : 0);
        char second = expression.length() > 1 && !escaped ? expression.charAt(1) : 0;
        boolean quantified = expression.length() > 2 && "?*{+".indexOf(expression.charAt(2)) >= 0;
        boolean exact = second < ASCII && Character.isLetterOrDigit(second) && !quantified;
        List<Integer> keys = new ArrayList<>();
        for (char a : variants(ignoreCase, first)) {
            for (char b : exact ? variants(ignoreCase, second) : new char[] {0}) {
                keys.add(a * ASCII + b);
            }
        }
        return keys.stream().distinct().toList();
    }

    private static char[] variants(boolean ignoreCase, char c) {
        return ignoreCase ? new char[] {Character.toLowerCase(c), Character.toUpperCase(c)} : new char[] {c};
    }
}
