package dev.leadrelay.simulator;

/** Puts paragraphs into messages. */
final class Paragraphs {
    private static final String BREAK = "\n\n";

    private Paragraphs() {}

    /** The text with a paragraph in front of its last one, which is the closing; at the end where there is only one. */
    static String beforeLast(String text, String paragraph) {
        int last = text.lastIndexOf(BREAK);
        return last < 0 ? text + BREAK + paragraph : text.substring(0, last) + BREAK + paragraph + text.substring(last);
    }
}
