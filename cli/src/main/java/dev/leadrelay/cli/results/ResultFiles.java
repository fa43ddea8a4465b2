package dev.leadrelay.cli.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Writes what became of a list as files; each replaces what a former list left under its name. */
public final class ResultFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /**
     * Writes into a folder, which is made when missing.
     *
     * @throws SettingsException when the folder cannot be made
     */
    public ResultFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SettingsException("cannot make the folder " + folder + ": " + e.getMessage());
        }
    }

    /** Writes all files of a list and returns them. */
    public List<Path> write(Ledger ledger, ListOutcome outcome) {
        DraftWarnings warnings = DraftWarnings.of(outcome.inFileOrder());
        try {
            try (Writer out = open("results.csv")) {
                csv(out, outcome.inFileOrder(), warnings);
            }
            try (Writer out = open("results.jsonl")) {
                jsonl(out, outcome.inFileOrder(), warnings);
            }
            try (Writer out = open("results.md")) {
                out.write(ResultPage.of(ledger, outcome, warnings));
            }
            try (Writer out = open("dead-letters.jsonl")) {
                for (DeadLetter letter : outcome.deadLetters().values()) {
                    out.write(summary(letter) + "\n");
                }
            }
        } catch (IOException e) {
            throw new SettingsException("cannot write the results into " + folder + ": " + e.getMessage());
        }
        return List.of(
                folder.resolve("results.csv"),
                folder.resolve("results.jsonl"),
                folder.resolve("results.md"),
                folder.resolve("dead-letters.jsonl"),
                json("ledger.json", ledger));
    }

    /**
     * Copies the texts that the quotes were cut from into {@code pages}.
     *
     * @param archive folder of the research agent's texts
     */
    public SourceTexts pages(Path archive, Collection<LeadResult> results) {
        try {
            return SourceTexts.copy(archive, folder.resolve("pages"), results);
        } catch (IOException e) {
            throw new SettingsException("cannot write the pages into " + folder + ": " + e.getMessage());
        }
    }

    /** Writes a value as one indented JSON file. */
    public Path json(String name, Object value) {
        Path file = folder.resolve(name);
        try {
            JSON.writeValue(file.toFile(), value);
            return file;
        } catch (IOException e) {
            throw new SettingsException("cannot write the results into " + folder + ": " + e.getMessage());
        }
    }

    /** Writes results as CSV with a header line; formula cells are made text. */
    @SuppressWarnings("resource") // the writer belongs to the caller
    public static void csv(Writer out, List<LeadResult> results, DraftWarnings warnings) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(ResultColumns.names());
        results.forEach(result -> csv.writeRecord(ResultColumns.cells(result, warnings.of(result))));
        csv.flush();
    }

    /** Writes results as one JSON object a line, with evidence and provenance. */
    public static void jsonl(Writer out, List<LeadResult> results, DraftWarnings warnings) throws IOException {
        for (LeadResult result : results) {
            out.write(RecordJson.line(result, "warnings", warnings.of(result)) + "\n");
        }
    }

    private Writer open(String name) throws IOException {
        return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private static String summary(DeadLetter letter) {
        ObjectNode line = JSON.createObjectNode();
        line.put("stage", Stages.nameOf(letter.getStage()));
        line.put("class", letter.getFailureClass().name());
        line.put("leadKey", letter.getLeadKey());
        line.put("message", letter.getMessage());
        line.put("deadLetterId", letter.getDeadLetterId());
        return line.toString();
    }
}
