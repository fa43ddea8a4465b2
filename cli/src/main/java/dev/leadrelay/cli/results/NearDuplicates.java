package dev.leadrelay.cli.results;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the texts of a list that share most of what they say: MinHash signatures in bands say which pairs to look at, and
 * each of these is then compared exactly. So nothing unlike is ever named, texts with the same runs always are, pairs at
 * {@value #THRESHOLD} in nine of ten cases and from 0.7 on practically always. Deterministic; about 500 bytes a text. Pure.
 */
final class NearDuplicates {
    /** Share of five-word runs from which two texts are near-duplicates. */
    static final double THRESHOLD = 0.6;

    /** Others that are remembered of one text; of a template that hundreds share no more are of use. */
    static final int MOST = 20;

    private static final int BANDS = 20;
    private static final int ROWS = 4;

    private final List<int[]> texts;
    private final int[][] found;

    private NearDuplicates(List<int[]> texts) {
        this.texts = texts;
        found = new int[texts.size()][0];
    }

    /**
     * For each text the positions of those that are like it, in order, at most {@value #MOST}; whoever is named names
     * back, unless it has so many already.
     *
     * @param texts as {@link Shingles}
     */
    static int[][] among(List<int[]> texts) {
        NearDuplicates duplicates = new NearDuplicates(texts);
        for (int band = 0; band < BANDS; band++) {
            duplicates.compareBand(band);
        }
        for (int[] others : duplicates.found) {
            Arrays.sort(others);
        }
        return duplicates.found;
    }

    /** Texts with equal rows of a band lie side by side once sorted; memory is one band's, not the whole signature's. */
    private void compareBand(int band) {
        long[] keys = new long[texts.size()];
        int count = 0;
        int[] order = new int[texts.size()];
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).length > 0) {
                keys[i] = key(texts.get(i), band);
                order[count++] = i;
            }
        }
        Integer[] sorted = new Integer[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = order[i];
        }
        Arrays.sort(sorted, (a, b) -> keys[a] != keys[b] ? Long.compare(keys[a], keys[b]) : Integer.compare(a, b));
        int start = 0;
        for (int end = 1; end <= count; end++) {
            if (end == count || keys[sorted[end]] != keys[sorted[start]]) {
                compareGroup(sorted, start, end);
                start = end;
            }
        }
    }

    /** With the first of a group only: a template that all share would else be compared a hundred thousand times squared. */
    private void compareGroup(Integer[] sorted, int start, int end) {
        for (int i = start; i < Math.min(end, start + MOST); i++) {
            for (int j = i + 1; j < end; j++) {
                compare(sorted[i], sorted[j]);
            }
        }
    }

    private void compare(int a, int b) {
        boolean full = found[a].length >= MOST && found[b].length >= MOST;
        if (full || contains(found[a], b) || contains(found[b], a)) {
            return;
        }
        if (Shingles.jaccard(texts.get(a), texts.get(b)) >= THRESHOLD) {
            remember(a, b);
            remember(b, a);
        }
    }

    private void remember(int text, int other) {
        if (found[text].length < MOST) {
            found[text] = Arrays.copyOf(found[text], found[text].length + 1);
            found[text][found[text].length - 1] = other;
        }
    }

    private static boolean contains(int[] others, int other) {
        for (int each : others) {
            if (each == other) {
                return true;
            }
        }
        return false;
    }

    private static long key(int[] runs, int band) {
        long key = band;
        for (int row = 0; row < ROWS; row++) {
            long seed = stirred(0x9E3779B97F4A7C15L * (band * ROWS + row + 1));
            long least = Long.MAX_VALUE;
            for (int run : runs) {
                least = Math.min(least, stirred(run ^ seed));
            }
            key = stirred(key ^ least);
        }
        return key;
    }

    /** The finaliser of SplitMix64: near inputs give unrelated results. */
    private static long stirred(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
