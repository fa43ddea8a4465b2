package dev.leadrelay.cli.command;

import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListProgress;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes what a list may cost; leads that wait for budget go on when it covers them. */
@Command(
        name = "budget",
        description = "Changes what a list may cost; leads that wait for budget go on when it covers them.",
        mixinStandardHelpOptions = true)
final class BudgetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "LIST", description = "id of the list")
    private String listId = "";

    @Parameters(
            index = "1",
            paramLabel = "AMOUNT",
            description = "in the currency unit of the prices, for example 2.50; none for no limit")
    private String amount = "";

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Long micros = micros(amount);
        ListProgress list = new ListCommands(data, listId)
                .send(
                        ListCommandKind.SET_BUDGET,
                        micros,
                        progress -> Objects.equals(progress.getMaxCostMicros(), micros));
        PrintWriter out = spec.commandLine().getOut();
        String limit = micros == null ? "no limit" : "a budget of " + Money.format(micros);
        out.println(listId + " has " + limit + "; spent " + Money.format(list.getSpentMicros()) + ", reserved "
                + Money.format(list.getReservedMicros()) + ", " + list.getQueued() + " leads queued");
        if (micros != null && micros < list.getSpentMicros() + list.getReservedMicros()) {
            out.println("that is below what is spent and reserved: nothing is admitted until it is raised");
        }
        return 0;
    }

    private static @Nullable Long micros(String amount) {
        return amount.equalsIgnoreCase("none") ? null : Long.valueOf(Money.parse("AMOUNT", amount));
    }
}
