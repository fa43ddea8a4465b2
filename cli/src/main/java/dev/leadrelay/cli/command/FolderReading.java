package dev.leadrelay.cli.command;

import dev.leadrelay.cli.intake.IntakeCounts;
import dev.leadrelay.cli.intake.Reading;
import dev.leadrelay.cli.submit.ErrorFile;
import dev.leadrelay.cli.submit.ListFolder;
import dev.leadrelay.cli.submit.Submission;
import dev.leadrelay.service.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a folder of lists and shows a line for each: its counts, or why it is refused. Not thread-safe. */
final class FolderReading {
    private static final int NAMED = 3;

    private final ListFolder folder;
    private final Map<String, String> columns;
    private final List<Submission> good = new ArrayList<>();
    private final TextTable table =
            TextTable.withRemarks("file", "rows", "leads", "duplicates", "unreadable", "warned", "");
    private IntakeCounts total = new IntakeCounts(0, 0, 0, 0);
    private long warned;

    FolderReading(ListFolder folder, Map<String, String> columns) {
        this.folder = folder;
        this.columns = columns;
    }

    /** Reads every file; a refused one costs no other. */
    void read(ErrorFile errors) {
        for (Path file : folder.lists()) {
            Submission submission = Submission.of(file, columns);
            String name = String.valueOf(file.getFileName());
            try {
                Reading reading = submission.read(problem -> errors.add(file, problem));
                row(name, reading.counts(), reading.warned(), "");
                add(reading);
                good.add(submission);
            } catch (SettingsException e) {
                String reason =
                        String.valueOf(e.getMessage()).replace(file + " ", "").replace(file + ", ", "");
                table.row(name, "", "", "", "", "", "refused: " + reason);
            }
        }
        row(
                "total",
                total,
                warned,
                refused() == 0 ? "" : refused() + " of " + folder.lists().size() + " refused");
    }

    void print(PrintWriter out) {
        out.print(table);
        if (!folder.others().isEmpty()) {
            List<String> names =
                    folder.others().subList(0, Math.min(NAMED, folder.others().size()));
            int more = folder.others().size() - names.size();
            out.println("  left alone: " + String.join(", ", names) + (more == 0 ? "" : " and " + more + " more"));
        }
    }

    /** The files that could be read. */
    List<Submission> good() {
        return good;
    }

    int refused() {
        return folder.lists().size() - good.size();
    }

    IntakeCounts total() {
        return total;
    }

    private void row(String name, IntakeCounts counts, long warnings, String remark) {
        table.row(name, counts.read(), counts.submitted(), counts.duplicate(), counts.unreadable(), warnings, remark);
    }

    private void add(Reading reading) {
        IntakeCounts counts = reading.counts();
        total = new IntakeCounts(
                total.read() + counts.read(),
                total.submitted() + counts.submitted(),
                total.duplicate() + counts.duplicate(),
                total.unreadable() + counts.unreadable());
        warned += reading.warned();
    }
}
