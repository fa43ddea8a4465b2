package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Desk;
import dev.leadrelay.service.SettingsException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decisions about many dead letters at once. */
@Command(
        name = "bulk",
        description =
                "Decides about many dead letters at once: shows what would happen, then follows the job to its end.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BulkCommand.Retry.class,
            BulkCommand.Discard.class,
            BulkCommand.Approve.class,
            BulkCommand.RaiseBudget.class,
            BulkCommand.Pin.class,
            BulkCommand.Status.class,
            BulkCommand.Pause.class,
            BulkCommand.Resume.class,
            BulkCommand.Abort.class
        })
final class BulkCommand extends CommandGroup {
    /** Lets leads go on. */
    @Command(name = "retry", description = "Asks the failed stages again.", mixinStandardHelpOptions = true)
    static final class Retry extends BulkDecisionCommand {
        Retry() {
            super("RETRY");
        }
    }

    /** Gives leads up. */
    @Command(name = "discard", description = "Gives the leads up; --reason says why.", mixinStandardHelpOptions = true)
    static final class Discard implements Callable<Integer> {
        @Mixin
        private BulkOptions bulk = new BulkOptions();

        @Override
        public Integer call() throws InterruptedException {
            if (bulk.reason == null || bulk.reason.isBlank()) {
                throw new SettingsException("say why with --reason TEXT");
            }
            return bulk.decide("DISCARD");
        }
    }

    /** Lets go on what waited for approval. */
    @Command(
            name = "approve",
            description = "Delivers drafts that waited for approval, or lets the tool calls leave that did.",
            mixinStandardHelpOptions = true)
    static final class Approve extends BulkDecisionCommand {
        Approve() {
            super("APPROVE");
        }
    }

    /** Lets leads go on that have spent what they may. */
    @Command(
            name = "raise-budget",
            description = "Lets leads go on that have spent what they may, each with so much more.",
            mixinStandardHelpOptions = true)
    static final class RaiseBudget implements Callable<Integer> {
        @Mixin
        private RaiseOptions raise = new RaiseOptions();

        @Mixin
        private BulkOptions bulk = new BulkOptions();

        @Override
        public Integer call() throws InterruptedException {
            return bulk.decide("RAISE_BUDGET", raise.raise());
        }
    }

    /** Keeps policies away from parked leads. */
    @Command(
            name = "pin",
            description = "Keeps parked leads from being retried or discarded by a policy.",
            mixinStandardHelpOptions = true)
    static final class Pin extends BulkDecisionCommand {
        Pin() {
            super("PIN");
        }
    }

    /** How jobs stand. */
    @Command(name = "status", description = "Shows one job, or all.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "ID", description = "id of a job (default: all)")
        private @Nullable String id;

        @Option(names = "--items", description = "with every dead letter of the job and what came of it")
        private boolean items;

        @Mixin
        private DeskOptions options = new DeskOptions();

        @Override
        public Integer call() throws InterruptedException {
            Desk desk = options.desk();
            BulkText text = new BulkText(options.out());
            if (id == null) {
                text.jobs(desk.get("/bulk", Map.of("limit", "100")).path("jobs"));
                return 0;
            }
            text.job(desk.get(path(id), Map.of()));
            if (items) {
                text.items(desk, path(id) + "/items");
            }
            return 0;
        }
    }

    /** Stops a job for a while. */
    @Command(name = "pause", description = "Stops a job for a while.", mixinStandardHelpOptions = true)
    static final class Pause extends JobCommand {
        Pause() {
            super("pause");
        }
    }

    /** Lets a paused job go on. */
    @Command(name = "resume", description = "Lets a paused job go on.", mixinStandardHelpOptions = true)
    static final class Resume extends JobCommand {
        Resume() {
            super("resume");
        }
    }

    /** Gives up what a job has not done yet. */
    @Command(
            name = "abort",
            description = "Gives up what a job has not done yet; what it has decided stays decided.",
            mixinStandardHelpOptions = true)
    static final class Abort extends JobCommand {
        Abort() {
            super("abort");
        }
    }

    /** Tells a job to do something. */
    abstract static class JobCommand implements Callable<Integer> {
        private final String what;

        @Parameters(paramLabel = "ID", description = "id of the job")
        private String id = "";

        @Mixin
        private DeskOptions options = new DeskOptions();

        JobCommand(String what) {
            this.what = what;
        }

        @Override
        public final Integer call() throws InterruptedException {
            new BulkText(options.out()).job(options.desk().post(path(id) + "/" + what));
            return 0;
        }
    }

    private static String path(String id) {
        return "/bulk/" + Desk.encoded(id);
    }
}
