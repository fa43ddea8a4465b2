package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListLookup;
import dev.leadrelay.cli.results.Spending;
import dev.leadrelay.schemas.records.ListProgress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a list spent, and where. */
@Command(
        name = "costs",
        description = "Shows what a list spent, by stage, provider and model.",
        mixinStandardHelpOptions = true)
final class CostsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LIST", description = "id of the list")
    private String listId = "";

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ListProgress progress;
        Spending spending;
        try (Cluster cluster = Cluster.connect(data.folder)) {
            progress = ListLookup.require(cluster, listId);
            spending = Spending.read(cluster, listId);
        }
        PrintWriter out = spec.commandLine().getOut();
        TextTable table =
                new TextTable("stage", "provider", "model", "calls", "prompt tokens", "completion tokens", "cost");
        spending.entries()
                .forEach(entry -> table.row(
                        entry.line().stage(),
                        entry.line().provider(),
                        entry.line().model(),
                        entry.amount().calls(),
                        entry.amount().promptTokens(),
                        entry.amount().completionTokens(),
                        Money.format(entry.amount().costMicros())));
        out.print(table);
        long sum = spending.costByProvider().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        out.println();
        out.println("  run logs " + Money.format(sum) + ", charged to the list "
                + Money.format(progress.getSpentMicros()) + difference(progress.getSpentMicros() - sum));
        return 0;
    }

    /** The list is ahead while an attempt that never answered is charged in full, behind while answers are on their way. */
    private static String difference(long micros) {
        if (micros == 0) {
            return "";
        }
        return micros > 0
                ? " (the rest is reserved for attempts that have not answered)"
                : " (the rest is on its way to the list)";
    }
}
