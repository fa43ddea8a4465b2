package dev.leadrelay.cli.command;

import picocli.CommandLine.Command;

/** The root of the command line; by itself it prints what there is. */
@Command(
        name = "leadrelay",
        description = "Lead lists in; researched, scored and drafted results out, exactly once.",
        mixinStandardHelpOptions = true,
        version = "leadrelay 0.1.0",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            RunCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            CostsCommand.class,
            ResultsCommand.class,
            CancelCommand.class,
            BudgetCommand.class,
            TriageCommand.class,
            DeskCommand.class,
            ToolsCommand.class,
            ProfileCommand.class,
            PrepareCommand.class,
            BenchCommand.class
        })
public final class RootCommand extends CommandGroup {}
