package dev.leadrelay.validation.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Brings text into forms in which spellings of the same thing are equal. */
public final class Folding {
    private Folding() {}

    /** Lower case without accents: {@code Müller} and {@code MULLER} are both {@code muller}, {@code ß} is {@code ss}. */
    public static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            switch (c) {
                case 'ß' -> folded.append("ss");
                case 'ø' -> folded.append('o');
                case 'æ' -> folded.append("ae");
                case 'œ' -> folded.append("oe");
                case 'ł' -> folded.append('l');
                case 'đ', 'ð' -> folded.append('d');
                case 'ı' -> folded.append('i');
                case '’', '‘', 'ʼ', '´' -> folded.append('\'');
                case '‐', '‑' -> folded.append('-');
                default -> {
                    if (Character.getType(c) != Character.NON_SPACING_MARK) {
                        folded.append(c);
                    }
                }
            }
        }
        return folded.toString();
    }

    /** As {@link #fold}, but with the German spelling without umlauts: {@code Müller} is {@code mueller}. */
    public static String foldGerman(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return fold(composed.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"));
    }

    /** Runs of letters and digits, folded, in order; {@code O'Brien-Smith} gives o, brien, smith. */
    public static List<String> words(String text) {
        return split(fold(text));
    }

    /** Runs of letters and digits of a text that is folded already. */
    static List<String> split(String folded) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= folded.length(); i++) {
            boolean inWord = i < folded.length() && isWordPart(folded.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                words.add(folded.substring(start, i));
                start = -1;
            }
        }
        return words;
    }

    /** Every run of white space as one space, none at the ends: the form in which quotes are compared. */
    public static String squeeze(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = true;
            } else {
                if (gap && !squeezed.isEmpty()) {
                    squeezed.append(' ');
                }
                gap = false;
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }

    /** True for letters of scripts that are written without spaces (Han, Kana, Hangul). */
    public static boolean isCjk(int codePoint) {
        return codePoint >= 0x2E80
                && switch (Character.UnicodeScript.of(codePoint)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
                    default -> false;
                };
    }

    public static boolean hasCjk(String text) {
        return text.codePoints().anyMatch(Folding::isCjk);
    }

    private static boolean isWordPart(char c) {
        return c < 128
                ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
                : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
