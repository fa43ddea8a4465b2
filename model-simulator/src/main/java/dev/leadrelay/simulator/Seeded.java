package dev.leadrelay.simulator;

import java.util.List;

/** Reproducible choices from 64-bit hashes: the same seed and text give the same choice on every machine. */
final class Seeded {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeded() {}

    static long hash(CharSequence text) {
        return extend(FNV_OFFSET, text);
    }

    /** The hash of everything hashed into {@code hash} so far followed by {@code text}. */
    static long extend(long hash, CharSequence text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * FNV_PRIME;
        }
        // A mark no UTF-16 text ends with keeps "ab","c" and "a","bc" apart.
        return (result ^ 0x1_0000L) * FNV_PRIME;
    }

    /** Two numbers stirred into one; near inputs give unrelated results (the finaliser of SplitMix64). */
    static long mix(long first, long second) {
        long z = first * 0x9E3779B97F4A7C15L + second;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long mix(long first, String salt) {
        return mix(first, hash(salt));
    }

    /** A number from 0 (included) to 1 (excluded). */
    static double unit(long hash) {
        return (mix(hash, 1) >>> 11) * 0x1.0p-53;
    }

    /** A number from {@code low} to {@code high}, both included. */
    static int between(long hash, int low, int high) {
        return low + (int) (unit(hash) * (high - low + 1));
    }

    static <T> T pick(List<T> choices, long hash) {
        return choices.get(between(hash, 0, choices.size() - 1));
    }
}
