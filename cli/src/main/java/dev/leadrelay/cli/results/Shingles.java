package dev.leadrelay.cli.results;

import dev.leadrelay.validation.text.Folding;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts as sets of five-word runs, names masked, each run as a 32-bit hash: sorted, without doubles. Pure. */
final class Shingles {
    private static final int LENGTH = 5;
    private static final String MASK = "*";

    private Shingles() {}

    /**
     * The runs of a text; the whole text as one where it is shorter than a run, none where it has no word.
     *
     * @param names whatever stands in place of a slot in a template; any run of their words is one mask
     */
    static int[] of(String text, List<@Nullable String> names) {
        Set<String> masked = new HashSet<>();
        names.forEach(name -> {
            if (name != null) {
                masked.addAll(words(name));
            }
        });
        List<String> words = masked(words(text), masked);
        if (words.isEmpty()) {
            return new int[0];
        }
        int count = Math.max(1, words.size() - LENGTH + 1);
        int[] runs = new int[count];
        for (int i = 0; i < count; i++) {
            runs[i] = hash(words, i, Math.min(i + LENGTH, words.size()));
        }
        return Arrays.stream(runs).sorted().distinct().toArray();
    }

    /** Share of the runs of both that both have, 0 to 1; 0 when one has none. */
    static double jaccard(int[] a, int[] b) {
        int i = 0;
        int j = 0;
        int shared = 0;
        while (i < a.length && j < b.length) {
            int order = Integer.compare(a[i], b[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return shared == 0 ? 0 : (double) shared / (a.length + b.length - shared);
    }

    private static List<String> masked(List<String> words, Set<String> names) {
        List<String> kept = new ArrayList<>(words.size());
        for (String word : words) {
            boolean name = names.contains(word);
            if (!name) {
                kept.add(word);
            } else if (kept.isEmpty() || !kept.getLast().equals(MASK)) {
                kept.add(MASK);
            }
        }
        return kept;
    }

    /** Words in lower case; letters of scripts without spaces stand alone. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        plain.codePoints().forEach(c -> {
            boolean alone = Folding.isCjk(c);
            if (alone || !Character.isLetterOrDigit(c)) {
                end(word, words);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static int hash(List<String> words, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            String word = words.get(i);
            for (int c = 0; c < word.length(); c++) {
                hash = (hash ^ word.charAt(c)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x1_0000L) * 0x100000001b3L;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
