package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.Lead;
import java.util.List;
import java.util.function.Consumer;

/** Decides for each row whether it is a lead, a duplicate, or neither, and counts. Not thread-safe. */
final class RowSorter {
    /** Longest cell that is read; a longer one is a file pasted into a cell. */
    private static final int MAX_CELL = 256 * 1024;

    private static final int MAX_RAW = 64 * 1024;

    private final List<String> header;
    private final ColumnMapping mapping;
    private final RowShape shape;
    private final Consumer<Lead> leads;
    private final Consumer<RowProblem> problems;
    private final TrailingRows trailing;
    private final SeenLeads seen = new SeenLeads();
    private long read;
    private long duplicates;
    private long unreadable;
    private long warned;

    RowSorter(List<String> header, ColumnMapping mapping, Consumer<Lead> leads, Consumer<RowProblem> problems) {
        this.header = header;
        this.mapping = mapping;
        this.shape = new RowShape(mapping);
        this.leads = leads;
        this.problems = problems;
        this.trailing = new TrailingRows(mapping.size());
    }

    void take(CsvRow row) {
        switch (row) {
            case CsvRow.Cells cells -> {
                // A line of separators only says nothing; it is not a row.
                if (!cells.cells().stream().map(HiddenText::withoutHidden).allMatch(String::isBlank)) {
                    trailing.pass(cells, this::decide);
                }
            }
            case CsvRow.Broken broken -> {
                trailing.release(this::decide);
                refuse(broken, broken.fault(), "");
            }
        }
    }

    /** The counts, once the last row was taken. */
    IntakeCounts end() {
        trailing.end(this::decide, (row, fault) -> refuse(row, fault, ""));
        return new IntakeCounts(read, read - duplicates - unreadable, duplicates, unreadable);
    }

    /** Leads that have a warning. */
    long warned() {
        return warned;
    }

    private void decide(CsvRow.Cells row) {
        List<String> cells = row.cells();
        for (int column = 0; column < cells.size(); column++) {
            if (column >= mapping.size() && !cells.get(column).isBlank()) {
                refuse(row, RowFault.MORE_CELLS, "column " + (column + 1));
                return;
            }
            if (cells.get(column).length() > MAX_CELL) {
                refuse(row, RowFault.CELL_TOO_LONG, column < mapping.size() ? mapping.header(column) : "");
                return;
            }
        }
        if (cells.equals(header) || isHeader(cells)) {
            refuse(row, RowFault.HEADER_AGAIN, "");
        } else if (cells.size() < mapping.size() && shape.contradicts(cells)) {
            refuse(row, RowFault.MISFIT, "");
        } else {
            lead(row);
        }
    }

    /** Lists pasted together keep their column names, not always the same ones. */
    private static boolean isHeader(List<String> cells) {
        List<String> filled = cells.stream().filter(cell -> !cell.isBlank()).toList();
        return filled.size() >= 3 && filled.stream().allMatch(cell -> HeaderNames.of(cell) != null);
    }

    private void lead(CsvRow.Cells row) {
        read++;
        RowCells cells = new RowCells(mapping, row.cells());
        if (row.remark() != null) {
            cells.warnings().addFirst(row.remark());
        }
        if (row.source().stream().anyMatch(TextLine::foreign)) {
            cells.warnings().add("row is not UTF-8 like the rest, read as windows-1252");
        }
        Lead lead = new LeadRow(cells, row.line()).toLead();
        if (seen.add(lead.getLeadId())) {
            warned += lead.getWarnings().isEmpty() ? 0 : 1;
            leads.accept(lead);
        } else {
            duplicates++;
        }
    }

    private void refuse(CsvRow row, RowFault fault, String column) {
        read++;
        unreadable++;
        String raw = row.raw();
        String kept = fault == RowFault.LINE_TOO_LONG && raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) + "…" : raw;
        problems.accept(RowProblem.of(fault, row.line(), column, kept));
    }
}
