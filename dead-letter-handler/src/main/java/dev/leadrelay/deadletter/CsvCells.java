package dev.leadrelay.deadletter;

/** Cells of files that people open with a spreadsheet. */
final class CsvCells {
    private CsvCells() {}

    /** The text, marked where a spreadsheet would take it for a formula. */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
