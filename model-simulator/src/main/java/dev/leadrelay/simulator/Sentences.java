package dev.leadrelay.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The little the simulator understands of language: sentences, stems and suspicious instructions. */
final class Sentences {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?<=[.!?])(?<!\\b(?:St|Sp|Co)\\.)\\s+(?=[\\p{Lu}\\p{Lo}0-9\"])|(?<=。)");
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s", "e");
    private static final Pattern INSTRUCTION = Pattern.compile(
            "(ignore|disregard|forget)\\b.{0,40}\\b(instruction|prompt|rule)|system prompt|you are now|\\bas an ai\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> STOP_WORDS = Set.of(
            "the", "and", "or", "of", "for", "is", "are", "has", "have", "in", "to", "such", "as", "with", "an", "its",
            "it", "itself", "that", "than", "be", "been", "on", "by", "from", "at", "this", "which", "who", "their",
            "company", "example", "like", "any", "other", "others", "more", "less", "some", "own", "was", "were",
            "will", "but", "into", "about", "since", "neither", "clearly");

    private Sentences() {}

    static List<String> of(String text) {
        return BOUNDARY.splitAsStream(text.strip())
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /** Whether a text talks to the model instead of about a company. */
    static boolean isInstruction(String text) {
        return INSTRUCTION.matcher(text).find();
    }

    /** The words that carry meaning, cut to a rough stem. */
    static Set<String> stems(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Set<String> stems = new HashSet<>();
        int start = -1;
        for (int i = 0; i <= lower.length(); i++) {
            boolean inWord = i < lower.length() && (Character.isLetter(lower.charAt(i)) || lower.charAt(i) == '-');
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                add(lower.substring(start, i), stems);
                start = -1;
            }
        }
        return stems;
    }

    private static void add(String word, Set<String> stems) {
        if (word.length() > 2 && !STOP_WORDS.contains(word)) {
            stems.add(stem(word));
        }
    }

    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.length() > ending.length() + 3 && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
