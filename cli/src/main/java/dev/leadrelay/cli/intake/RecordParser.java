package dev.leadrelay.cli.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes the line, or lines, of a row apart. It knows three ways of reading quotes: by the rules; mended, where a quote ends
 * a cell only in front of a separator or line end and stands for itself elsewhere; and within one line, where a lone quote
 * that nothing closes is left out. Spaces around quoted cells are no part of them. Immutable.
 *
 * @param separator what stands between cells
 */
record RecordParser(char separator) {
    /** Longest row that is read, in characters. */
    static final int LONGEST_ROW = TextLine.LONGEST;

    /**
     * A row.
     *
     * @param lines how many lines it takes
     * @param column of the last cell with a mended quote, from 0; -1 for none
     */
    record Parsed(List<String> cells, int lines, int column) {}

    /** The row that begins so many lines ahead, by the rules of quoting; null when they are broken. */
    @Nullable
    Parsed byRules(LineBuffer lines, int ahead) {
        return new Attempt(lines, ahead, false, false, line -> false).read();
    }

    /**
     * The row at the head of the lines with quotes mended.
     *
     * @param patient whether a quote at the end of a line ends its cell only where a row follows
     * @param isRow tells whether a line is a row of its own, and so no part of a cell
     * @return null when a quote stays open up to such a line, or for too long
     */
    @Nullable
    Parsed mended(LineBuffer lines, boolean patient, Predicate<TextLine> isRow) {
        return new Attempt(lines, 0, true, patient, isRow).read();
    }

    /** The cells of a single line, whatever its quotes. */
    List<String> withinLine(String text) {
        List<String> cells = new ArrayList<>();
        int i = 0;
        while (true) {
            int quote = openingQuote(text, i);
            int close = quote < 0 ? -1 : closingQuote(text, quote + 1);
            if (close >= 0) {
                cells.add(text.substring(quote + 1, close).replace("\"\"", "\""));
                i = behindQuote(text, close + 1);
            } else {
                int end = text.indexOf(separator, i);
                int stop = end < 0 ? text.length() : end;
                String cell = text.substring(i, stop);
                boolean lone = quote >= 0 && cell.indexOf('"') == cell.lastIndexOf('"');
                cells.add(lone ? text.substring(Math.min(quote + 1, stop), stop) : cell);
                i = stop;
            }
            if (i >= text.length()) {
                return cells;
            }
            i++;
        }
    }

    /** The part of a line that begins within a quoted cell up to the quote that ends the cell. */
    String beforeClosing(String text) {
        int i = text.indexOf('"');
        while (i >= 0 && i + 1 < text.length() && text.charAt(i + 1) == '"') {
            i = text.indexOf('"', i + 2);
        }
        return i < 0 ? text : text.substring(0, i);
    }

    /** Index of the quote that opens the cell at {@code from}; -1 when the cell has none. */
    private static int openingQuote(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i < text.length() && text.charAt(i) == '"' ? i : -1;
    }

    private int closingQuote(String text, int from) {
        for (int i = text.indexOf('"', from); i >= 0; i = text.indexOf('"', i + 1)) {
            boolean pair = i + 1 < text.length() && text.charAt(i + 1) == '"';
            if (pair && behindQuote(text, i + 2) < 0) {
                i++;
            } else if (!pair && behindQuote(text, i + 1) >= 0) {
                return i;
            } else if (pair) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Index of the separator or line end behind a closing quote and spaces; -1 when something else stands there. */
    private int behindQuote(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ' && separator != ' ') {
            i++;
        }
        return i >= text.length() || text.charAt(i) == separator ? i : -1;
    }

    /** One reading of one row. */
    private final class Attempt {
        private final LineBuffer lines;
        private final int ahead;
        private final boolean mend;
        private final boolean patient;
        private final Predicate<TextLine> isRow;
        private final List<String> cells = new ArrayList<>();
        private String text = "";
        private int at;
        private int line;
        private int length;
        private int mendedColumn = -1;

        Attempt(LineBuffer lines, int ahead, boolean mend, boolean patient, Predicate<TextLine> isRow) {
            this.lines = lines;
            this.patient = patient;
            this.ahead = ahead;
            this.mend = mend;
            this.isRow = isRow;
        }

        @Nullable
        Parsed read() {
            TextLine first = lines.peek(ahead);
            if (first == null) {
                return null;
            }
            text = first.text();
            while (true) {
                int quote = openingQuote(text, at);
                if (quote < 0) {
                    int end = text.indexOf(separator, at);
                    int stop = end < 0 ? text.length() : end;
                    cells.add(text.substring(at, stop));
                    at = stop;
                } else if (!quoted(quote + 1)) {
                    return null;
                }
                if (at >= text.length()) {
                    return new Parsed(cells, line + 1, mendedColumn);
                }
                at++;
            }
        }

        /** Reads the rest of a quoted cell; false when its quotes are broken. */
        private boolean quoted(int from) {
            StringBuilder cell = new StringBuilder();
            at = from;
            while (true) {
                int quote = text.indexOf('"', at);
                if (quote < 0) {
                    cell.append(text, at, text.length());
                    if (!nextLine(cell)) {
                        return false;
                    }
                    continue;
                }
                cell.append(text, at, quote);
                boolean pair = quote + 1 < text.length() && text.charAt(quote + 1) == '"';
                int behind = pair ? -1 : behindQuote(text, quote + 1);
                if (behind >= 0 && !(patient && behind == text.length() && goesOn())) {
                    at = behind;
                    cells.add(cell.toString());
                    return true;
                }
                if (!pair && !mend) {
                    return false;
                }
                int behindPair = pair && mend ? behindQuote(text, quote + 2) : -1;
                cell.append('"');
                mendedColumn = pair && behindPair < 0 ? mendedColumn : cells.size();
                at = quote + (pair && behindPair < 0 ? 2 : 1);
            }
        }

        /** Whether the next line is no row, and so may well belong to the cell. */
        private boolean goesOn() {
            TextLine next = lines.peek(ahead + line + 1);
            return next != null && !next.text().isBlank() && !isRow.test(next);
        }

        private boolean nextLine(StringBuilder cell) {
            TextLine before = lines.peek(ahead + line);
            TextLine next = lines.peek(ahead + line + 1);
            length += text.length();
            if (before == null || next == null || next.cut() || length > LONGEST_ROW || isRow.test(next)) {
                return false;
            }
            cell.append(before.end());
            text = next.text();
            at = 0;
            line++;
            return true;
        }
    }
}
