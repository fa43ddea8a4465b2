package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListLookup;
import dev.leadrelay.schemas.records.ListProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the ledger of one list or of all. */
@Command(name = "status", description = "Shows the ledger of one list, or of all.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "LIST", description = "id of a list (default: all)")
    private @Nullable String listId;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, ListProgress> lists;
        try (Cluster cluster = Cluster.connect(data.folder)) {
            lists = listId == null ? ListLookup.all(cluster) : Map.of(listId, ListLookup.require(cluster, listId));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (lists.isEmpty()) {
            out.println("no list has been submitted yet");
            return 0;
        }
        TextTable table = new TextTable(
                "list",
                "accepted",
                "delivered",
                "disqual.",
                "discarded",
                "parked",
                "active",
                "queued",
                "balanced",
                "cost",
                "state");
        lists.values()
                .forEach(list -> table.row(
                        list.getListId(),
                        list.getAccepted(),
                        list.getDelivered(),
                        list.getDisqualified(),
                        list.getDiscarded(),
                        list.getParked(),
                        list.getActive(),
                        list.getQueued(),
                        list.getBalanced() ? "yes" : "NO",
                        Money.format(list.getSpentMicros()),
                        state(list)));
        out.print(table);
        return 0;
    }

    private static String state(ListProgress list) {
        if (list.getCancelled()) {
            return "cancelled";
        }
        if (list.getComplete()) {
            return "complete";
        }
        if (list.getBlocked() != null) {
            return "waits for " + list.getBlocked().toLowerCase(Locale.ROOT);
        }
        return list.getActive() + list.getQueued() == 0 && list.getParked() > 0 ? "waits for decisions" : "running";
    }
}
