package dev.leadrelay.validation.text;

/** Letters of other scripts, and digits, that are put where Latin letters are meant. Pure. */
final class LookAlikes {
    private static final String FOREIGN = "аВЕеЅѕЈјіІїКМНоОрРсСТтуУхХһԁԛԝɡɑοΟαΑΒΕεΖΗιΙκΚΜΝνΡρΤτΥυΧχ";
    private static final String LATIN = "aBEeSsJjiIiKMHoOpPcCTtyYxXhdqwgaoOaABEeZHiIkKMNvPpTtYuXx";

    private LookAlikes() {}

    /** The text with look-alikes inside words that also have Latin letters, or digits inside words, as Latin letters. */
    static String latin(String text) {
        StringBuilder latin = null;
        boolean latinText = text.chars()
                        .filter(c -> c < 128 && Character.isLetter(c))
                        .limit(8)
                        .count()
                == 8;
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (end > start && isMixed(text, start, end, latinText)) {
                if (latin == null) {
                    latin = new StringBuilder(text);
                }
                for (int i = start; i < end; i++) {
                    latin.setCharAt(i, latin(text.charAt(i)));
                }
            }
            start = end + 1;
        }
        return latin == null ? text : latin.toString();
    }

    /** True when a word has letters of several scripts that look alike: nobody writes so for people. */
    static boolean mixesScripts(String text) {
        int latin = 0;
        int foreign = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetter(c)) {
                latin = 0;
                foreign = 0;
            } else if (c < 128) {
                latin++;
            } else if (FOREIGN.indexOf(c) >= 0) {
                foreign++;
            }
            if (latin > 0 && foreign > 0) {
                return true;
            }
        }
        return false;
    }

    private static char latin(char c) {
        int at = FOREIGN.indexOf(c);
        if (at >= 0) {
            return LATIN.charAt(at);
        }
        return switch (c) {
            case '0' -> 'o';
            case '1' -> 'i';
            case '3' -> 'e';
            case '4' -> 'a';
            case '5' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    /** A word of foreign letters alone is a word of another language; one of both, or with digits within, is not. */
    private static boolean isMixed(String text, int start, int end, boolean latinText) {
        int latin = 0;
        int foreign = 0;
        int digitsWithin = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 128 && FOREIGN.indexOf(c) >= 0) {
                foreign++;
            } else if (c < 128 && Character.isLetter(c)) {
                latin++;
            } else if (c < 128 && i > start && i < end - 1) {
                digitsWithin++;
            }
        }
        // A word of look-alikes alone, in a text of Latin letters, is meant to be read as one of those.
        return latinText && foreign >= 2 && foreign == end - start
                || latin > 0 && (foreign > 0 || digitsWithin > 0 && latin >= 2);
    }
}
