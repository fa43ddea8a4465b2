package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.intake.IntakeCounts;
import dev.leadrelay.cli.intake.RowProblem;
import dev.leadrelay.cli.laptop.ProfileFiles;
import dev.leadrelay.cli.submit.Estimate;
import dev.leadrelay.cli.submit.Submission;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        description = "Puts a CSV file of leads onto the input topic, all of it or nothing.",
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "CSV export: comma, semicolon, tab or bar; UTF-8, UTF-16 or cp1252")
    private Path file = Path.of("");

    @Option(names = "--list-id", paramLabel = "ID", description = "name of the list (default: a fresh one)")
    private @Nullable String listId;

    @Option(names = "--map", paramLabel = "COLUMN=FIELD", description = "which column fills which field; repeatable")
    private Map<String, String> columns = new LinkedHashMap<>();

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
        PrintWriter out = spec.commandLine().getOut();
        String id = ListIds.require(listId == null ? ListIds.fresh("list") : listId);
        Path profileFile = LaptopRunOptions.shipped(profile);
        String profileName = ProfileFiles.nameOf(profileFile);
        Submission submission = Submission.of(file, columns);
        List<RowProblem> problems = new ArrayList<>();
        IntakeCounts counts = submission.read(problems::add);
        out.println(describe(counts));
        if (!problems.isEmpty()) {
            Submission.writeErrors(Path.of("errors.csv"), problems);
            out.println("  rows that could not be read: errors.csv");
        }
        out.println("  " + Estimate.of(counts.submitted()).describe());
        if (dryRun) {
            out.println("dry run: nothing was sent");
            return 0;
        }
        try (Cluster cluster = Cluster.connect(data.folder)) {
            cluster.run()
                    .map(RunFile::profiles)
                    .ifPresent(folder -> ProfileFiles.install(profileFile, Path.of(folder)));
            submission.send(cluster, id, settings.toSettings(profileName));
        }
        out.println("submitted as " + id + "; follow it with ./leadrelay status " + id);
        return 0;
    }

    static String describe(IntakeCounts counts) {
        return "%d rows read = %d leads submitted + %d duplicates + %d unreadable"
                .formatted(counts.read(), counts.submitted(), counts.duplicate(), counts.unreadable());
    }
}
