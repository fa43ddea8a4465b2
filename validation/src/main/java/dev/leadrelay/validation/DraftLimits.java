package dev.leadrelay.validation;

/**
 * Thresholds of the draft gate.
 *
 * @param maxSubject characters of the subject
 * @param minWords words of the body at least
 * @param maxWords words of the body at most; two characters of a script without spaces count as one word
 * @param maxLinks web addresses in the body
 * @param maxExclamationMarks exclamation marks in subject and body
 * @param maxShouting words in capitals that no source writes so
 */
public record DraftLimits(
        int maxSubject, int minWords, int maxWords, int maxLinks, int maxExclamationMarks, int maxShouting) {
    /** 80 characters of subject, 30 to 200 words, 2 links, 2 exclamation marks, 1 shouted word. */
    public static final DraftLimits DEFAULT = new DraftLimits(80, 30, 200, 2, 2, 1);
}
