package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import dev.leadrelay.service.SettingsException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Dead letters and the decisions about them, from the command line. */
@Command(
        name = "triage",
        description = "Dead letters and the decisions about them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TriageCommand.ListLetters.class,
            TriageCommand.Show.class,
            TriageCommand.Retry.class,
            EditCommand.class,
            AcceptCommand.class,
            TriageCommand.Discard.class,
            TriageCommand.Approve.class,
            TriageCommand.RaiseBudget.class,
            TriageCommand.Pin.class,
            BulkCommand.class,
            RebuildCommand.class
        })
final class TriageCommand extends CommandGroup {
    /** Dead letters, one a line or by group. */
    @Command(name = "list", description = "Lists open dead letters.", mixinStandardHelpOptions = true)
    static final class ListLetters implements Callable<Integer> {
        @Option(names = "--group", description = "one line for each kind of failure")
        private boolean group;

        @Option(names = "--list", paramLabel = "LIST", description = "of one list only")
        private @Nullable String listId;

        @Option(names = "--limit", defaultValue = "50", description = "how many at most (default: ${DEFAULT-VALUE})")
        private int limit = 50;

        @Mixin
        private DeskOptions options = new DeskOptions();

        @Override
        public Integer call() throws InterruptedException {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("state", "open");
            query.put("limit", Integer.toString(limit));
            if (listId != null) {
                query.put("list", listId);
            }
            Desk desk = options.desk();
            PrintWriter out = options.out();
            if (group) {
                groups(out, desk.get("/dead-letters/groups", query).path("groups"));
            } else {
                letters(out, desk.get("/dead-letters", query).path("items"));
            }
            return 0;
        }

        private static void letters(PrintWriter out, JsonNode letters) {
            if (letters.isEmpty()) {
                out.println("no open dead letters");
                return;
            }
            TextTable table = new TextTable("id", "stage", "class", "lead", "message");
            letters.forEach(letter -> table.row(
                    letter.path("deadLetterId").asText(),
                    letter.path("stage").asText().toLowerCase(Locale.ROOT),
                    letter.path("class").asText(),
                    letter.path("leadKey").asText("—"),
                    letter.path("message").asText()));
            out.print(table);
        }

        private static void groups(PrintWriter out, JsonNode groups) {
            if (groups.isEmpty()) {
                out.println("no open dead letters");
                return;
            }
            TextTable table = new TextTable("count", "stage", "class", "last seen", "group", "message");
            groups.forEach(found -> table.row(
                    found.path("count").asLong(),
                    found.path("stage").asText().toLowerCase(Locale.ROOT),
                    found.path("class").asText(),
                    found.path("lastSeen").asText(),
                    found.path("fingerprint").asText(),
                    found.path("sampleMessage").asText()));
            out.print(table);
        }
    }

    /** Everything about one dead letter. */
    @Command(
            name = "show",
            description = "Shows the violations, the input, the candidate, the last reply and what can be done.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Option(names = "--json", description = "prints the desk's answer as it is, with every record whole")
        private boolean json;

        @Mixin
        private LetterOptions letter = new LetterOptions();

        @Override
        public Integer call() throws InterruptedException {
            if (json) {
                letter.out().println(letter.json());
            } else {
                DeadLetterText.print(letter.out(), letter.show());
            }
            return 0;
        }
    }

    /** Lets the lead go on. */
    @Command(name = "retry", description = "Asks the failed stage again.", mixinStandardHelpOptions = true)
    static final class Retry implements Callable<Integer> {
        @Option(names = "--dry-run", description = "only says what the gate finds in the input as it is")
        private boolean dryRun;

        @Mixin
        private DecisionOptions letter = new DecisionOptions();

        @Override
        public Integer call() throws InterruptedException {
            return dryRun ? letter.check("RETRY", Map.of()) : letter.decide("RETRY");
        }
    }

    /** Gives the lead up. */
    @Command(name = "discard", description = "Gives the lead up; --reason says why.", mixinStandardHelpOptions = true)
    static final class Discard implements Callable<Integer> {
        @Mixin
        private DecisionOptions letter = new DecisionOptions();

        @Override
        public Integer call() throws InterruptedException {
            if (letter.reason == null || letter.reason.isBlank()) {
                throw new SettingsException("say why with --reason TEXT");
            }
            return letter.decide("DISCARD");
        }
    }

    /** Lets go on what waited for approval. */
    @Command(
            name = "approve",
            description = "Delivers a draft that waited for approval, or lets the tool calls leave that did.",
            mixinStandardHelpOptions = true)
    static final class Approve extends DecisionCommand {
        Approve() {
            super("APPROVE");
        }
    }

    /** Lets a lead go on that has spent what it may. */
    @Command(
            name = "raise-budget",
            description = "Lets a lead go on that has spent what it may, with more.",
            mixinStandardHelpOptions = true)
    static final class RaiseBudget implements Callable<Integer> {
        @Mixin
        private RaiseOptions raise = new RaiseOptions();

        @Mixin
        private DecisionOptions letter = new DecisionOptions();

        @Override
        public Integer call() throws InterruptedException {
            return letter.decide("RAISE_BUDGET", raise.raise());
        }
    }

    /** Keeps policies away from a parked lead. */
    @Command(
            name = "pin",
            description = "Keeps a parked lead from being retried or discarded by a policy.",
            mixinStandardHelpOptions = true)
    static final class Pin extends DecisionCommand {
        Pin() {
            super("PIN");
        }
    }
}
