package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.cli.intake.IntakeCounts;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.laptop.LaptopEdition;
import dev.leadrelay.cli.laptop.LaptopOptions;
import dev.leadrelay.cli.laptop.PageFolder;
import dev.leadrelay.cli.laptop.ProfileFiles;
import dev.leadrelay.cli.laptop.RealModel;
import dev.leadrelay.cli.laptop.Scenario;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.cli.results.ResultFiles;
import dev.leadrelay.cli.results.SourceTexts;
import dev.leadrelay.cli.submit.ErrorFile;
import dev.leadrelay.cli.submit.Submission;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.service.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole list on this machine and shows what came of it. */
@Command(
        name = "demo",
        description = "Starts everything on this machine, runs a list of leads through it and shows what came of it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;

    @Option(
            names = "--leads",
            paramLabel = "FILE",
            defaultValue = "samples/leads.csv",
            description = "CSV file of leads (default: ${DEFAULT-VALUE})")
    private Path leads = Path.of("samples/leads.csv");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "number of leads; beyond the file's, distinct leads of fictional companies are generated")
    private @Nullable Integer count;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "folder of the result files (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out");

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "none",
            description =
                    "what goes wrong with the simulated model: outage, ratelimit, failover or garbage; writes scenario.json"
                            + " (default: ${DEFAULT-VALUE})")
    private Scenario scenario = Scenario.NONE;

    @Option(names = "--exit", description = "stop everything at the end; exit code 0 only if the ledger balances")
    private boolean exit;

    @Mixin
    private LaptopRunOptions options = new LaptopRunOptions();

    @Mixin
    private ListSettingsOptions settings = new ListSettingsOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        requireSimulatorForScenario();
        LaptopOptions laptop = options.toOptions(scenario);
        Submission file = Submission.of(LaptopRunOptions.shipped(leads), Map.of());
        ResultFiles files = new ResultFiles(out);
        Submission submission;
        try (ErrorFile errors = new ErrorFile(out.resolve("errors.csv"))) {
            submission = complete(
                    file, file.read(problem -> errors.add(file.file(), problem)).counts());
        }
        String profile = ProfileFiles.nameOf(laptop.profile());
        UpCommand.LogFile.use(laptop.data());

        terminal.println("starting (logs in " + laptop.data().resolve("logs") + ")");
        try (LaptopEdition edition = LaptopEdition.start(laptop, line -> terminal.println("  " + line));
                Cluster cluster = Cluster.connect(laptop.data())) {
            terminal.println(UpCommand.reviewDesk(edition));
            String listId = ListIds.fresh("demo");
            IntakeCounts counts = submission.send(cluster, listId, settings.toSettings(profile));
            terminal.println(SubmitCommand.describe(counts) + ", list " + listId);
            Ledger ledger = follow(edition, cluster, listId, counts, files);
            if (exit) {
                terminal.println("stopping");
                return ledger.closed() ? 0 : EXIT_FAILED;
            }
            terminal.println(UpCommand.reviewDesk(edition));
            terminal.println("still running: ./leadrelay status, ./leadrelay triage list; stop with Ctrl-C");
            new CountDownLatch(1).await();
            return EXIT_FAILED;
        }
    }

    /** The file's leads cut to the count, or filled up to it with generated ones. */
    private Submission complete(Submission file, IntakeCounts counts) {
        if (count == null) {
            return file;
        }
        if (count < 1) {
            throw new SettingsException("--count must be at least 1, is " + count);
        }
        int missing = (int) Math.max(0, count - counts.submitted());
        List<Lead> generated = GeneratedLeads.of(options.seed, missing);
        return new Submission(file.file(), file.columns(), count, generated);
    }

    private Ledger follow(LaptopEdition edition, Cluster cluster, String listId, IntakeCounts counts, ResultFiles files)
            throws InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        edition.onFailure(line -> spec.commandLine().getErr().println("leadrelay: " + line));
        Optional<ScenarioRun> run = scenario == Scenario.NONE ? Optional.empty() : Optional.of(scenarioRun(edition));
        ListProgress progress;
        try (ListWatch watch = new ListWatch(cluster, listId)) {
            progress = ProgressLine.follow(watch, listId, counts.submitted(), p -> run.ifPresent(each -> each.saw(p)));
        }
        ListOutcome outcome = ListOutcome.read(cluster, listId);
        Ledger ledger = Ledger.of(progress, outcome, counts.duplicate());
        List<Path> written = new ArrayList<>(files.write(ledger, outcome));
        Summary.print(terminal, ledger, outcome);
        if (progress.getBlocked() != null) {
            terminal.println("the list waits for budget: ./leadrelay budget " + listId + " AMOUNT");
        }
        edition.simulator().ifPresent(simulator -> Summary.faults(terminal, simulator.stats()));
        run.ifPresent(each -> written.add(files.json("scenario.json", each.report(cluster, ledger, outcome))));
        SourceTexts pages = files.pages(
                PageFolder.of(options.data.folder), outcome.results().values());
        terminal.println("files:");
        written.forEach(path -> terminal.println("  " + path));
        terminal.println("  " + out.resolve("pages") + ": " + describe(pages));
        terminal.flush();
        return ledger;
    }

    static String describe(SourceTexts pages) {
        return pages.copied() + " texts that quotes were cut from"
                + (pages.missing().isEmpty() ? "" : ", " + pages.missing().size() + " are not in the archive");
    }

    private void requireSimulatorForScenario() {
        if (scenario != Scenario.NONE && RealModel.named(System.getenv()).isPresent()) {
            throw new SettingsException("--scenario needs the simulator; unset LEADRELAY_MODEL_URL and"
                    + " LEADRELAY_MODEL_KIND, which put a real model in its place");
        }
    }

    private ScenarioRun scenarioRun(LaptopEdition edition) {
        return new ScenarioRun(scenario, edition.simulator().orElseThrow(), Clock.systemUTC());
    }
}
