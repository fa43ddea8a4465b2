package dev.leadrelay.cli.intake;

/**
 * One line of a file, as an editor shows it.
 *
 * @param number from 1
 * @param text without its end
 * @param end the characters that end it; empty for the last line of a file without one
 * @param cut whether the line is longer than any row can be, and the text only its beginning
 * @param foreign whether it was windows-1252 in a file that otherwise is UTF-8
 */
record TextLine(long number, String text, String end, boolean cut, boolean foreign) {
    /** Longest line that is read whole, in characters (bytes, where characters are bytes). */
    static final int LONGEST = 1024 * 1024;
}
