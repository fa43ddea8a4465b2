package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.intake.IntakeCounts;
import dev.leadrelay.cli.intake.Reading;
import dev.leadrelay.cli.laptop.ProfileFiles;
import dev.leadrelay.cli.submit.ErrorFile;
import dev.leadrelay.cli.submit.Estimate;
import dev.leadrelay.cli.submit.ListFolder;
import dev.leadrelay.cli.submit.Submission;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a CSV file of leads onto the input topic. */
@Command(
        name = "submit",
        description = "Puts a CSV file of leads, or each of a folder, onto the input topic, all of a file or nothing.",
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
    private static final int EXIT_REFUSED = 2;

    @Parameters(
            paramLabel = "FILE",
            description = "CSV export, or a folder of them, each a list: comma, semicolon, tab or bar; UTF-8, UTF-16"
                    + " or cp1252. Exit code 2 when a file of a folder is refused; the others are read.")
    private Path file = Path.of("");

    @Option(
            names = "--list-id",
            paramLabel = "ID",
            description = "name of the list (default: a fresh one); for a folder, what the names begin with")
    private @Nullable String listId;

    @Option(names = "--map", paramLabel = "COLUMN=FIELD", description = "which column fills which field; repeatable")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            defaultValue = "errors.csv",
            description = "takes the rows that could not be read (default: ${DEFAULT-VALUE})")
    private Path errorFile = Path.of("errors.csv");

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            defaultValue = "samples/profile.yaml",
            description = "ideal customer profile (default: ${DEFAULT-VALUE})")
    private Path profile = Path.of("samples/profile.yaml");

    @Option(names = "--dry-run", description = "read and count only; needs no broker")
    private boolean dryRun;

    @Mixin
    private ListSettingsOptions settings = new ListSettingsOptions();

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (listId != null) {
            ListIds.require(listId);
        }
        ProfileFiles.nameOf(LaptopRunOptions.shipped(profile));
        try (ErrorFile errors = new ErrorFile(errorFile)) {
            return Files.isDirectory(file) ? folder(errors) : single(errors);
        }
    }

    private int single(ErrorFile errors) throws InterruptedException {
        Submission submission = Submission.of(file, columns);
        Reading reading = submission.read(problem -> errors.add(file, problem));
        out().println(describe(reading.counts()));
        reading.notes().forEach(note -> out().println("  " + note));
        if (reading.warned() > 0) {
            out().println("  leads with warnings: " + reading.warned());
        }
        finishReading(errors, reading.counts());
        if (dryRun) {
            return 0;
        }
        String id = listId == null ? ListIds.fresh("list") : listId;
        try (Cluster cluster = connect()) {
            send(cluster, submission, id);
        }
        return 0;
    }

    private int folder(ErrorFile errors) throws InterruptedException {
        FolderReading folder = new FolderReading(ListFolder.of(file, errorFile), columns);
        folder.read(errors);
        folder.print(out());
        finishReading(errors, folder.total());
        if (!dryRun && !folder.good().isEmpty()) {
            Set<String> ids = new HashSet<>();
            try (Cluster cluster = connect()) {
                for (Submission submission : folder.good()) {
                    send(cluster, submission, idOf(submission, ids));
                }
            }
        }
        return folder.refused() == 0 ? 0 : EXIT_REFUSED;
    }

    /** An id of its own for each file of a folder. */
    private String idOf(Submission submission, Set<String> ids) {
        String name = ListIds.nameOf(submission.file());
        String first = listId == null ? ListIds.fresh(name) : listId + "-" + name;
        String id = first;
        for (int n = 2; !ids.add(id); n++) {
            id = first + "-" + n;
        }
        return ListIds.require(id);
    }

    private void finishReading(ErrorFile errors, IntakeCounts counts) {
        if (errors.written()) {
            out().println("  rows that could not be read: " + errors.path());
        }
        out().println("  " + Estimate.of(counts.submitted()).describe());
        if (dryRun) {
            out().println("dry run: nothing was sent");
        }
    }

    private Cluster connect() throws InterruptedException {
        Path profileFile = LaptopRunOptions.shipped(profile);
        Cluster cluster = Cluster.connect(data.folder);
        cluster.run().map(RunFile::profiles).ifPresent(folder -> ProfileFiles.install(profileFile, Path.of(folder)));
        return cluster;
    }

    private void send(Cluster cluster, Submission submission, String id) throws InterruptedException {
        String profileName = ProfileFiles.nameOf(LaptopRunOptions.shipped(profile));
        submission.send(cluster, id, settings.toSettings(profileName));
        out().println("submitted as " + id + "; follow it with ./leadrelay status " + id);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    static String describe(IntakeCounts counts) {
        return "%d rows read = %d leads submitted + %d duplicates + %d unreadable"
                .formatted(counts.read(), counts.submitted(), counts.duplicate(), counts.unreadable());
    }
}
