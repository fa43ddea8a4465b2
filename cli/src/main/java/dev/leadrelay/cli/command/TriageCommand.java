package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import dev.leadrelay.service.SettingsException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
    @Command(
            name = "list",
            description = "Lists dead letters, those that are open unless --state says which; --state all lists all.",
            mixinStandardHelpOptions = true)
    static final class ListLetters implements Callable<Integer> {
        private static final String OPEN = "open";

        @Option(names = "--group", description = "one line for each kind of failure")
        private boolean group;

        @Option(names = "--fingerprint", paramLabel = "FP", description = "of this group (triage list --group)")
        private @Nullable String fingerprint;

        @Mixin
        private FilterOptions filter = new FilterOptions();

        @Option(names = "--limit", defaultValue = "50", description = "how many at most (default: ${DEFAULT-VALUE})")
        private int limit = 50;

        @Option(names = "--after", paramLabel = "CURSOR", description = "goes on where the page before has ended")
        private @Nullable String after;

        @Mixin
        private DeskOptions options = new DeskOptions();

        @Override
        public Integer call() throws InterruptedException {
            if (group && after != null) {
                throw new SettingsException("--after is for single dead letters; for more groups raise --limit");
            }
            Map<String, String> query = filter.said();
            if (fingerprint != null) {
                query.put("fingerprint", fingerprint);
            }
            String nothing = query.isEmpty() ? "no open dead letters" : "no dead letter matches";
            String state = query.getOrDefault("state", OPEN).toLowerCase(Locale.ROOT);
            query.put("state", state);
            if (state.equals("all")) {
                query.remove("state");
            }
            query.put("limit", Integer.toString(limit));
            Desk desk = options.desk();
            PrintWriter out = options.out();
            if (group) {
                groups(out, desk.get("/dead-letters/groups", query).path("groups"), nothing);
                return 0;
            }
            if (after != null) {
                query.put("after", after);
            }
            JsonNode page = desk.get("/dead-letters", query);
            letters(out, page.path("items"), !state.equals(OPEN), after == null ? nothing : "no more dead letters");
            if (page.path("next").isTextual()) {
                out.println("more with --after " + page.path("next").asText());
            }
            return 0;
        }

        private static void letters(PrintWriter out, JsonNode letters, boolean withState, String nothing) {
            if (letters.isEmpty()) {
                out.println(nothing);
                return;
            }
            TextTable table = withState
                    ? new TextTable("id", "state", "stage", "class", "lead", "message")
                    : new TextTable("id", "stage", "class", "lead", "message");
            letters.forEach(letter -> {
                List<Object> cells = new ArrayList<>(List.of(
                        letter.path("deadLetterId").asText(),
                        letter.path("stage").asText().toLowerCase(Locale.ROOT),
                        letter.path("class").asText(),
                        letter.path("leadKey").asText("—"),
                        letter.path("message").asText()));
                if (withState) {
                    cells.add(1, letter.path("state").asText().toLowerCase(Locale.ROOT));
                }
                table.row(cells.toArray());
            });
            out.print(table);
        }

        private static void groups(PrintWriter out, JsonNode groups, String nothing) {
            if (groups.isEmpty()) {
                out.println(nothing);
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
