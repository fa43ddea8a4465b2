package dev.leadrelay.cli.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a CSV file. */
sealed interface CsvRow {

    /** The lines it stands in. */
    List<TextLine> source();

    /**
     * A row that could be read.
     *
     * @param remark what had to be mended to read it; null for nothing
     */
    record Cells(
            List<TextLine> source,
            List<String> cells,
            @Nullable String remark) implements CsvRow {}

    /** A row that could not be told apart into cells. */
    record Broken(List<TextLine> source, RowFault fault) implements CsvRow {}

    /** Line of the file in which it begins. */
    default long line() {
        return source().getFirst().number();
    }

    /** The row as it stands in the file, without its end. */
    default String raw() {
        if (source().size() == 1) {
            return source().getFirst().text();
        }
        StringBuilder raw = new StringBuilder();
        for (TextLine line : source()) {
            raw.append(line.text()).append(line.end());
        }
        raw.setLength(raw.length() - source().getLast().end().length());
        return raw.toString();
    }
}
