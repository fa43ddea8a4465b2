package dev.leadrelay.research.page;

import dev.leadrelay.validation.text.Folding;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into passages that can be quoted: at block and sentence ends, verbatim, 500 characters at most. Short
 * neighbours such as list items stay together; what says next to nothing is left out. Pure.
 */
public final class Passages {
    /** Characters of a passage at most. */
    public static final int LONGEST = 500;

    private static final int SHORT_BLOCK = 60;
    private static final int MANY = 200;
    private static final int LEAST_LETTERS = 20;

    private Passages() {}

    /** The first passages of these blocks; each is a substring of the blocks joined by line feeds. */
    public static List<String> of(List<String> blocks, int most) {
        Set<String> passages = new LinkedHashSet<>();
        StringBuilder group = new StringBuilder();
        for (String block : blocks) {
            boolean small = block.length() < SHORT_BLOCK && !endsSentence(block);
            if (small && group.length() + block.length() < MANY) {
                group.append(group.isEmpty() ? "" : "\n").append(block);
                continue;
            }
            add(passages, group);
            if (small) {
                group.append(block);
            } else {
                cut(block).forEach(piece -> add(passages, new StringBuilder(piece)));
            }
        }
        add(passages, group);
        return passages.stream().limit(most).toList();
    }

    private static void add(Set<String> passages, StringBuilder text) {
        if (says(text)) {
            passages.add(text.toString());
        }
        text.setLength(0);
    }

    /** A block in pieces of whole sentences; a sentence that is too long is cut between words. */
    static List<String> cut(String block) {
        List<String> pieces = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(block);
        int start = 0;
        int end = 0;
        for (int next = sentences.next(); next != BreakIterator.DONE; next = sentences.next()) {
            if (next - start > LONGEST && end > start) {
                pieces.add(block.substring(start, end).strip());
                start = end;
            }
            while (next - start > LONGEST) {
                int cut = wordEnd(block, start, start + LONGEST);
                pieces.add(block.substring(start, cut).strip());
                start = cut;
            }
            end = next;
        }
        if (start < block.length()) {
            pieces.add(block.substring(start).strip());
        }
        return pieces;
    }

    private static int wordEnd(String text, int start, int limit) {
        int space = text.lastIndexOf(' ', limit);
        if (space > start + LONGEST / 2) {
            return space;
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }

    private static boolean endsSentence(String block) {
        return !block.isEmpty() && ".!?。！？".indexOf(block.charAt(block.length() - 1)) >= 0;
    }

    /** A letter of a script without spaces weighs as much as a word's half. */
    private static boolean says(CharSequence text) {
        long weight = text.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToLong(c -> Folding.isCjk(c) ? 3 : 1)
                .sum();
        return weight >= LEAST_LETTERS;
    }
}
