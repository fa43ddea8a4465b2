package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.laptop.PageFolder;
import dev.leadrelay.cli.results.DraftWarnings;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.cli.results.ResultFiles;
import dev.leadrelay.cli.results.SourceTexts;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the results of one list or of all. */
@Command(
        name = "results",
        description = "Prints the results of one list, or of all, to standard output.",
        mixinStandardHelpOptions = true)
final class ResultsCommand implements Callable<Integer> {
    enum Format {
        csv,
        jsonl
    }

    @Parameters(arity = "0..1", paramLabel = "LIST", description = "id of a list (default: all)")
    private @Nullable String listId;

    @Option(names = "--format", defaultValue = "csv", description = "${COMPLETION-CANDIDATES} (default: csv)")
    private Format format = Format.csv;

    @Option(
            names = "--pages",
            paramLabel = "DIR",
            description = "also copies the texts that the quotes were cut from into DIR/pages, to check them offline")
    private @Nullable Path pages;

    @Option(
            names = "--page-archive",
            paramLabel = "DIR",
            description = "where the research agents keep those texts (default: pages in the data folder)")
    private @Nullable Path archive;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<LeadResult> results;
        try (Cluster cluster = Cluster.connect(data.folder)) {
            results = ListOutcome.readResults(cluster, listId).inFileOrder();
        }
        if (listId != null && results.isEmpty()) {
            throw new SettingsException("list " + listId + " has no results (yet); ./leadrelay status shows all lists");
        }
        DraftWarnings warnings = DraftWarnings.of(results);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case csv -> ResultFiles.csv(out, results, warnings);
            case jsonl -> ResultFiles.jsonl(out, results, warnings);
        }
        out.flush();
        if (pages != null) {
            Path from = archive == null ? PageFolder.of(data.folder) : archive;
            SourceTexts copied = new ResultFiles(pages).pages(from, results);
            spec.commandLine().getErr().println(pages.resolve("pages") + ": " + DemoCommand.describe(copied));
        }
        return 0;
    }
}
