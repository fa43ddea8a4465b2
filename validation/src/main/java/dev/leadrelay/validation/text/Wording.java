package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text that tell something, and the names in it. Pure. */
public final class Wording {
    private static final int STEM = 5;
    private static final int LEAST_LETTERS = 4;
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}&.+-]*[\\p{L}\\p{N}+]|\\p{L}");
    private static final Pattern SENTENCE_START = Pattern.compile("(?:^|[.!?:\\n]\\s*|[\"“(]\\s*)$");
    private static final int LOOK_BACK = 8;

    private Wording() {}

    /**
     * The first letters of the words that mean something, so that endings do not matter; numbers are another matter.
     *
     * @param ignored folded words that tell nothing here
     */
    public static Set<String> stems(String text, Set<String> ignored) {
        Set<String> stems = new HashSet<>();
        for (String word : Folding.words(text)) {
            boolean number = Character.isDigit(word.charAt(0));
            if (!number && word.length() >= LEAST_LETTERS && !ignored.contains(word) && !Languages.isStopWord(word)) {
                stems.add(word.substring(0, Math.min(word.length(), STEM)));
            }
        }
        return stems;
    }

    /** Tokens of an English text that are names: capitals at their beginning in mid sentence, or within. */
    public static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (Matcher m = TOKEN.matcher(text); m.find(); ) {
            String token = m.group();
            boolean within = token.chars().skip(1).anyMatch(Character::isUpperCase);
            boolean begins = Character.isUpperCase(token.charAt(0)) && !beginsSentence(text, m.start());
            if (token.length() > 1 && (within || begins)) {
                names.add(token);
            }
        }
        return names;
    }

    /** True where a capital says nothing: at the beginning of a sentence, a line or a quotation. */
    static boolean beginsSentence(String text, int at) {
        return SENTENCE_START
                .matcher(text.substring(Math.max(0, at - LOOK_BACK), at))
                .find();
    }
}
