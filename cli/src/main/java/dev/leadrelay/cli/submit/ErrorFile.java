package dev.leadrelay.cli.submit;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.leadrelay.cli.intake.RowProblem;
import dev.leadrelay.cli.results.FormulaCells;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows that could not be read, as they come: {@code file,line,code,column,reason,raw}. The file is made, or
 * replaced, with the first of them. Not thread-safe.
 */
public final class ErrorFile implements AutoCloseable {
    private final Path path;
    private @Nullable CsvWriter csv;

    public ErrorFile(Path path) {
        this.path = path;
    }

    /**
     * Writes a row.
     *
     * @param list the file that it stands in
     * @throws SettingsException when it cannot be written
     */
    public void add(Path list, RowProblem problem) {
        try {
            CsvWriter open = csv;
            if (open == null) {
                open = CsvWriter.builder().build(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
                csv = open;
                open.writeRecord("file", "line", "code", "column", "reason", "raw");
            }
            open.writeRecord(
                    FormulaCells.unevaluated(String.valueOf(list.getFileName())),
                    Long.toString(problem.line()),
                    problem.code(),
                    FormulaCells.unevaluated(problem.column()),
                    problem.reason(),
                    FormulaCells.unevaluated(problem.raw()));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(e);
        }
    }

    /** Whether there is a file at all. */
    public boolean written() {
        return csv != null;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            if (csv != null) {
                csv.close();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private SettingsException unwritable(Exception e) {
        return new SettingsException("cannot write " + path + ": " + e.getMessage());
    }
}
