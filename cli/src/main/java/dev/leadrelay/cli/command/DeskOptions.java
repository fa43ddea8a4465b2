package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Desk;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command that asks the desk has: where the desk is, and where its answer goes. */
class DeskOptions {
    @Mixin
    private DataOption data = new DataOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    final Desk desk() {
        return Desk.find(data.folder);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
