package dev.leadrelay.cli.command;

import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListProgress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops a list: nothing more is admitted, what waits is discarded, what is being worked on ends at its next answer. */
@Command(
        name = "cancel",
        description = "Stops a list: discards what waits; what is being worked on ends at its next answer.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LIST", description = "id of the list")
    private String listId = "";

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        new ListCommands(data, listId).send(ListCommandKind.CANCEL, null, ListProgress::getCancelled);
        spec.commandLine().getOut().println(listId + " is cancelled; what is being worked on ends at its next answer");
        return 0;
    }
}
