package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a CSV export row by row, in bounded memory but for 32 bytes per lead. A bad row is reported and never costs a good
 * one; {@code docs/lead-lists.md} says how files are read. Not thread-safe; one instance per file.
 */
public final class LeadFileReader {
    private final ListFile file;
    private final Map<String, String> asked;

    /**
     * A reader of a file.
     *
     * @param columns column name to field name, outranking the known headers
     * @throws SettingsException when the file cannot be read, is empty or is not text
     */
    public LeadFileReader(Path file, Map<String, String> columns) {
        this.file = ListFile.inspect(file);
        this.asked = Map.copyOf(columns);
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
        return inspect(leads, problems).counts();
    }

    /** Reads the whole file as {@link #read} does, and says how it was understood. */
    public Reading inspect(Consumer<Lead> leads, Consumer<RowProblem> problems) {
        try (TextLines text = file.open()) {
            LineBuffer lines = new LineBuffer(text);
            HeaderSearch.Header header =
                    new HeaderSearch(lines, asked).take(file.path().toString());
            ColumnMapping mapping = mapping(header);
            RowSorter sorter = new RowSorter(header.cells(), mapping, leads, problems);
            CsvRows rows = new CsvRows(lines, header.parser(), new RowShape(mapping));
            CsvRow row;
            while ((row = rows.next()) != null) {
                sorter.take(row);
            }
            return new Reading(sorter.end(), sorter.warned(), notes(header, mapping));
        } catch (IOException | UncheckedIOException e) {
            throw new SettingsException(file.path() + " cannot be read: " + e.getMessage());
        }
    }

    private ColumnMapping mapping(HeaderSearch.Header header) {
        try {
            return ColumnMapping.of(header.cells(), asked);
        } catch (SettingsException e) {
            throw new SettingsException(file.path() + ", line " + header.line() + ": " + e.getMessage());
        }
    }

    private List<String> notes(HeaderSearch.Header header, ColumnMapping mapping) {
        String separator = switch (header.parser().separator()) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            default -> "\"" + header.parser().separator() + "\"";
        };
        String skipped = header.skipped() == 0 ? "" : ", left out before it: " + header.skipped();
        return List.of(
                "separator " + separator + ", column names in line " + header.line() + skipped, mapping.describe());
    }
}
