package dev.leadrelay.cli.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV export row by row, in bounded memory but for the ids of the leads seen. A bad row is reported and never
 * costs a good one. Not thread-safe; one instance per file.
 */
public final class LeadFileReader {
    /** Longest cell that is read; a longer one is a quote gone wrong or a file pasted into a cell. */
    private static final int MAX_CELL = 256 * 1024;

    private final CsvFile file;
    private final Map<String, String> columns;
    private final Set<String> seen = new HashSet<>();
    private long read;
    private long duplicates;
    private long unreadable;

    /**
     * A reader of a file.
     *
     * @param columns column name to field name, outranking the known headers
     * @throws SettingsException when the file cannot be read, is empty or is not text
     */
    public LeadFileReader(Path file, Map<String, String> columns) {
        this.file = CsvFile.inspect(file);
        this.columns = Map.copyOf(columns);
    }

    /**
     * Reads the whole file.
     *
     * @param leads takes each lead that was not in the file before, in order
     * @param problems takes each row that could not be read
     * @return the counts; {@code read = submitted + duplicate + unreadable}
     * @throws SettingsException when the file as a whole makes no sense
     */
    public IntakeCounts read(Consumer<Lead> leads, Consumer<RowProblem> problems) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(file.separator())
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(4 * MAX_CELL)
                .ofCsvRecord(file.open())) {
            Iterator<CsvRecord> rows = reader.iterator();
            if (!rows.hasNext()) {
                throw new SettingsException(file.path() + " has no header line; give a CSV file with one");
            }
            ColumnMapping mapping = ColumnMapping.of(rows.next().getFields(), columns);
            while (rows.hasNext()) {
                row(mapping, rows.next(), leads, problems);
            }
        } catch (IOException e) {
            throw new SettingsException(file.path() + " cannot be read: " + e.getMessage());
        } catch (CsvParseException e) {
            throw new SettingsException(file.path() + " is not CSV from some line on (an unclosed quote?): "
                    + String.valueOf(e.getMessage()).replace("Exception when reading record that", "the record that")
                    + "; mend the file and submit it again, nothing was taken in");
        }
        return new IntakeCounts(read, read - duplicates - unreadable, duplicates, unreadable);
    }

    private void row(ColumnMapping mapping, CsvRecord record, Consumer<Lead> leads, Consumer<RowProblem> problems) {
        List<String> cells = record.getFields();
        if (cells.stream().allMatch(String::isBlank)) {
            return; // a line of separators only says nothing; it is not a row
        }
        read++;
        RowProblem problem = problemOf(mapping, cells, record.getStartingLineNumber());
        if (problem != null) {
            unreadable++;
            problems.accept(problem);
            return;
        }
        Lead lead = new LeadRow(mapping, cells, record.getStartingLineNumber()).toLead();
        if (seen.add(lead.getLeadId())) {
            leads.accept(lead);
        } else {
            duplicates++;
        }
    }

    private static @Nullable RowProblem problemOf(ColumnMapping mapping, List<String> cells, long line) {
        for (int column = 0; column < cells.size(); column++) {
            if (column >= mapping.size() && !cells.get(column).isBlank()) {
                return new RowProblem(line, "row.more-cells-than-headers", "column " + (column + 1));
            }
            if (cells.get(column).length() > MAX_CELL) {
                return new RowProblem(line, "cell.too-long", mapping.header(column));
            }
            if (cells.get(column).indexOf('\0') >= 0) {
                return new RowProblem(line, "cell.nul-character", mapping.header(column));
            }
        }
        return null;
    }
}
