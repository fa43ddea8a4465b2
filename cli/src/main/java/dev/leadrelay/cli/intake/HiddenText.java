package dev.leadrelay.cli.intake;

import java.text.Bidi;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Text without the characters that nobody sees: zero-width and bidi controls, soft hyphens, byte order marks, NUL. They come
 * along when people copy from web pages and phones, and change nothing that is read.
 *
 * @param text what is left; line and page separators are line feeds
 * @param removed names of the removed characters, in the form U+200B
 * @param overridden whether an override makes the text read otherwise than it is stored. Which of the two is meant, only a
 *     person can tell, so such a text stays as it is
 */
record HiddenText(String text, Set<String> removed, boolean overridden) {
    private static final int RIGHT_TO_LEFT_OVERRIDE = 0x202E;
    private static final int LEFT_TO_RIGHT_OVERRIDE = 0x202D;
    /** From here on begin the scripts that need joiners, emoji among them. */
    private static final int JOINING_SCRIPTS = 0x0590;

    static HiddenText of(String cell) {
        if (isPlain(cell)) {
            return new HiddenText(cell, Set.of(), false);
        }
        if (readsOtherwise(cell)) {
            return new HiddenText(cell, Set.of(), true);
        }
        StringBuilder text = new StringBuilder(cell.length());
        Set<String> removed = new TreeSet<>();
        for (int i = 0; i < cell.length(); ) {
            int c = cell.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isHidden(c) || isJoiner(c) && !joins(cell, i, next)) {
                removed.add("U+%04X".formatted(c));
            } else if (isBreak(c)) {
                text.append('\n');
            } else {
                text.appendCodePoint(c);
            }
            i = next;
        }
        return new HiddenText(text.toString(), removed, false);
    }

    /** The text alone, where what was removed is of no interest. */
    static String withoutHidden(String cell) {
        return of(cell).text();
    }

    String removedNames() {
        return removed.stream().collect(Collectors.joining(", "));
    }

    private static boolean isPlain(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == 0 || c == 0x0B || c == 0x0C || c == 0x85 || c == 0xAD || c > 0x0300 && mayHide(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayHide(char c) {
        return c == 0x034F
                || c == 0x061C
                || c == 0x180E
                || c >= 0x200B && c <= 0x200F
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2060 && c <= 0x206F
                || c == 0xFEFF;
    }

    private static boolean readsOtherwise(String cell) {
        return cell.indexOf(RIGHT_TO_LEFT_OVERRIDE) >= 0
                || cell.indexOf(LEFT_TO_RIGHT_OVERRIDE) >= 0
                        && Bidi.requiresBidi(withoutMarks(cell), 0, withoutMarks(cell).length);
    }

    private static char[] withoutMarks(String cell) {
        return cell.replaceAll("[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "")
                .toCharArray();
    }

    private static boolean isHidden(int c) {
        return c == 0 || c == 0xAD || c <= 0xFFFF && mayHide((char) c) && !isJoiner(c) && !isBreak(c);
    }

    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    private static boolean isBreak(int c) {
        return c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean joins(String cell, int from, int to) {
        return from > 0
                && to < cell.length()
                && cell.codePointBefore(from) >= JOINING_SCRIPTS
                && cell.codePointAt(to) >= JOINING_SCRIPTS;
    }
}
