package dev.leadrelay.cli.intake;

import dev.leadrelay.cli.intake.RecordParser.Parsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file behind its header. Where quotes went wrong it looks for the reading in which the rows keep the shape
 * of the others, and takes a line that is a row by itself never into a cell of another. Not thread-safe.
 */
final class CsvRows {
    private final LineBuffer lines;
    private final RecordParser parser;
    private final RowShape shape;
    private boolean afterBreak;

    CsvRows(LineBuffer lines, RecordParser parser, RowShape shape) {
        this.lines = lines;
        this.parser = parser;
        this.shape = shape;
    }

    /** The next row; null behind the last. Empty lines are none. */
    @Nullable
    CsvRow next() {
        TextLine first = lines.peek(0);
        while (first != null && first.text().isEmpty()) {
            lines.take(1);
            first = lines.peek(0);
        }
        if (first == null) {
            return null;
        }
        if (first.cut()) {
            return new CsvRow.Broken(lines.take(1), RowFault.LINE_TOO_LONG);
        }
        if (afterBreak && !shape.beginsRow(parser.withinLine(first.text()))) {
            return new CsvRow.Broken(lines.take(1), RowFault.FRAGMENT);
        }
        afterBreak = false;
        Parsed parsed = parser.byRules(lines, 0);
        Trust trust = parsed == null ? Trust.NONE : trust(first, parsed);
        if (parsed == null || trust == Trust.NONE) {
            return mended(first);
        }
        String remark = trust == Trust.SOME ? "a cell holds lines that look like rows" : null;
        return new CsvRow.Cells(lines.take(parsed.lines()), parsed.cells(), remark);
    }

    private CsvRow mended(TextLine first) {
        for (boolean patient : new boolean[] {true, false}) {
            Parsed mended = parser.mended(lines, patient, line -> shape.endsCell(parser.withinLine(line.text())));
            if (mended != null
                    && shape.fits(mended.cells())
                    && (mended.lines() == 1 || shape.hasAllCells(mended.cells()))) {
                String remark = "quotes mended in column " + (mended.column() + 1);
                return new CsvRow.Cells(lines.take(mended.lines()), mended.cells(), remark);
            }
        }
        afterBreak = true;
        List<String> alone = parser.withinLine(first.text());
        if (shape.fits(alone)) {
            return new CsvRow.Cells(lines.take(1), alone, "quotes mended: one opens that nothing closes");
        }
        return new CsvRow.Broken(lines.take(1), RowFault.QUOTE_UNCLOSED);
    }

    private enum Trust {
        FULL,
        SOME,
        NONE
    }

    /**
     * How far quotes that keep the rules are to be trusted: two wrong ones can enclose whole rows. Then the lines between them
     * are rows of their own, and the first line is one too.
     */
    private Trust trust(TextLine first, Parsed parsed) {
        boolean exact = shape.hasAllCells(parsed.cells());
        List<String> alone = parsed.lines() == 1 ? List.of() : parser.withinLine(first.text());
        if (parsed.lines() == 1 || exact && !shape.hasAllCells(alone)) {
            return Trust.FULL;
        }
        boolean plausible = shape.fits(alone);
        int likely = 0;
        for (int i = 1; i < parsed.lines(); i++) {
            TextLine line = lines.peek(i);
            String text = line == null ? "" : line.text();
            List<String> cells = parser.withinLine(text);
            int enclosed = parser.withinLine(parser.beforeClosing(text)).size();
            if (exact ? shape.isSurelyRow(cells, enclosed, plausible) : shape.isRow(cells)) {
                return Trust.NONE;
            }
            likely += shape.isLikelyRow(cells) ? 1 : 0;
        }
        boolean all = likely >= 2 && likely == parsed.lines() - 1 && plausible;
        return all ? Trust.NONE : likely > 0 ? Trust.SOME : Trust.FULL;
    }
}
