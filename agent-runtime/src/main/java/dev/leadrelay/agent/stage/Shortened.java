package dev.leadrelay.agent.stage;

/** Shortens texts for records. Pure. */
final class Shortened {
    private Shortened() {}

    /** At most that many characters, the last an ellipsis when something was cut; never half a character. */
    static String of(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = maxChars - 1;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
