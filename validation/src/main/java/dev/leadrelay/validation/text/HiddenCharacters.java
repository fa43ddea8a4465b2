package dev.leadrelay.validation.text;

/** Finds characters that a reader does not see but a program or a model does. */
public final class HiddenCharacters {
    private HiddenCharacters() {}

    /**
     * The first control, bidi, zero-width or tag character.
     *
     * @param multiLine whether tabs and line ends are allowed
     * @return its index; -1 when there is none
     */
    public static int indexIn(String text, boolean multiLine) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean layout = c == '\n' || c == '\t' || c == '\r';
            if (layout ? !multiLine : isHidden(c)) {
                return i;
            }
            i += Character.charCount(c);
        }
        return -1;
    }

    /** Zero-width joiners are not hidden: Persian, Indic scripts and emoji need them. */
    private static boolean isHidden(int c) {
        return c < 0x20
                || c >= 0x7F && c <= 0x9F
                || c == 0x061C
                || c == 0x200B
                || c == 0x200E
                || c == 0x200F
                || c == 0x2028
                || c == 0x2029
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c == 0xFEFF
                || c >= 0xE0000 && c <= 0xE007F;
    }
}
