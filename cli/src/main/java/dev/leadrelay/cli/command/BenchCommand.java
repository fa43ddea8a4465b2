package dev.leadrelay.cli.command;

import dev.leadrelay.cli.bench.BenchOptions;
import dev.leadrelay.cli.bench.BenchReport;
import dev.leadrelay.cli.bench.EfficiencyBench;
import dev.leadrelay.cli.bench.InFlightBench;
import dev.leadrelay.cli.bench.OverheadBench;
import dev.leadrelay.cli.bench.TriageBench;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures LeadRelay on this machine. */
@Command(
        name = "bench",
        description = "Measures LeadRelay on this machine and prints one JSON line.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    enum Bench {
        efficiency,
        overhead,
        inflight,
        triage
    }

    @Parameters(paramLabel = "BENCH", description = "${COMPLETION-CANDIDATES}")
    private Bench bench = Bench.overhead;

    @Option(names = "--runs", description = "measured runs; medians count (default: 3, 21 for triage)")
    private @Nullable Integer runs;

    @Option(
            names = "--leads",
            description = "leads of a run, dead letters for triage (default: 500 for efficiency, 2000 for overhead,"
                    + " 1000000 for triage)")
    private @Nullable Integer leads;

    @Option(names = "--seed", defaultValue = "42", description = "seed of the leads (default: ${DEFAULT-VALUE})")
    private long seed = 42;

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = "triage: a database that is empty or was filled by a run before (default: H2 in a file)")
    private @Nullable String storeUrl;

    @Option(
            names = "--store-user",
            defaultValue = "",
            paramLabel = "NAME",
            description = "triage: user of that database")
    private String storeUser = "";

    @Option(names = "--store-password", defaultValue = "", paramLabel = "WORD", description = "triage: its password")
    private String storePassword = "";

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "triage: a folder where the store stays for further runs, which ask it without filling it again")
    private @Nullable Path keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (runs != null && runs < 1) {
            throw new SettingsException("--runs must be at least 1, is " + runs);
        }
        Path data = temporaryFolder();
        try {
            BenchReport report = run(data);
            spec.commandLine().getOut().println(report.toJson());
            return 0;
        } finally {
            delete(data);
        }
    }

    private BenchReport run(Path data) throws InterruptedException {
        Path profile = LaptopRunOptions.shipped(Path.of("samples/profile.yaml"));
        Path seller = LaptopRunOptions.shipped(Path.of("samples/seller.yaml"));
        int usual = bench == Bench.efficiency ? 500 : 2_000;
        BenchOptions options =
                new BenchOptions(data, seed, profile, seller, runs == null ? 3 : runs, leads == null ? usual : leads);
        return switch (bench) {
            case efficiency -> EfficiencyBench.run(options);
            case overhead -> OverheadBench.run(options);
            case inflight -> InFlightBench.run(options);
            case triage -> triage(data);
        };
    }

    private BenchReport triage(Path data) {
        TriageBench.Options options = new TriageBench.Options(
                keep == null ? data : keep,
                leads == null ? 1_000_000 : leads,
                runs == null ? 21 : runs,
                seed,
                storeUrl,
                storeUser,
                storePassword);
        PrintWriter err = spec.commandLine().getErr();
        return TriageBench.run(options, done -> {
            if (done % 50_000 == 0) {
                err.println(done + " dead letters in the store");
                err.flush();
            }
        });
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("leadrelay-bench");
        } catch (IOException e) {
            throw new SettingsException("cannot make a temporary folder: " + e.getMessage());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
