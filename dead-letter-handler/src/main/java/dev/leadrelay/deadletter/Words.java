package dev.leadrelay.deadletter;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text as the text filter knows them: runs of letters and digits, in lower case. */
final class Words {
    /** Longer ones are cut, in texts and in questions alike. */
    static final int LONGEST = 40;

    private static final Pattern WORD = Pattern.compile("([\\p{L}\\p{M}\\p{N}]+)(\\*?)");

    /**
     * What a filter asks for.
     *
     * @param beginning true for any word that begins so
     */
    record Wanted(String word, boolean beginning) implements Comparable<Wanted> {
        @Override
        public int compareTo(Wanted other) {
            int order = word.compareTo(other.word);
            return order != 0 ? order : Boolean.compare(beginning, other.beginning);
        }
    }

    private Words() {}

    static Set<String> of(String text) {
        Set<String> words = new TreeSet<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(Columns.fit(matcher.group(1), LONGEST));
        }
        return words;
    }

    /** The words that a filter asks for; one with {@code *} behind it asks for all that begin so. */
    static Set<Wanted> wanted(String text) {
        Set<Wanted> wanted = new TreeSet<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            wanted.add(new Wanted(
                    Columns.fit(matcher.group(1), LONGEST), !matcher.group(2).isEmpty()));
        }
        return wanted;
    }
}
