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

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private Words() {}

    static Set<String> of(String text) {
        Set<String> words = new TreeSet<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(Columns.fit(matcher.group(), LONGEST));
        }
        return words;
    }
}
