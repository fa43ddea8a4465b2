package dev.leadrelay.agent.attempt;

/** Cuts texts. Pure. */
final class Texts {
    private Texts() {}

    /** The text, or its beginning and how much was cut; never ends in half a character. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Math.max(0, maxChars);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
    }
}
