package dev.leadrelay.cli.command;

import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.simulator.Stats;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What came of a list, for the terminal. */
final class Summary {
    private static final int SHOWN = 12;

    private Summary() {}

    static void print(PrintWriter out, Ledger ledger, ListOutcome outcome) {
        out.println();
        out.println("ledger: " + ledger.accepted() + " accepted = " + ledger.delivered() + " delivered + "
                + ledger.disqualified() + " disqualified + " + ledger.discarded() + " discarded + " + ledger.parked()
                + " parked + " + ledger.active() + " active + " + ledger.queued() + " queued: "
                + (ledger.balanced() ? "balanced" : "DOES NOT BALANCE"));
        out.printf(
                Locale.ROOT,
                "%d duplicates ignored, %d model calls, cost %s%n%n",
                ledger.duplicates(),
                ledger.modelCalls(),
                Money.format(ledger.costMicros()));
        results(out, outcome);
        deadLetters(out, outcome);
    }

    /** What the simulator was asked to spoil, if it was. */
    static void faults(PrintWriter out, Stats stats) {
        long injected =
                stats.injected().values().stream().mapToLong(Long::longValue).sum();
        if (injected == 0) {
            return;
        }
        out.println();
        TextTable table = new TextTable("fault injected", "calls");
        stats.injected().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(fault -> table.row(fault.getKey().name().toLowerCase(Locale.ROOT), fault.getValue()));
        out.print(table);
        out.println("  " + injected + " of " + stats.calls() + " calls");
    }

    private static void results(PrintWriter out, ListOutcome outcome) {
        TextTable table = new TextTable("who", "company", "status", "score", "tier", "subject or reason");
        outcome.inFileOrder().stream().limit(SHOWN).forEach(result -> row(table, result));
        out.print(table);
        long more = outcome.results().size() - SHOWN;
        out.println(more > 0 ? "  … and " + more + " more in results.csv" : "");
        out.println();
    }

    private static void row(TextTable table, LeadResult result) {
        String last =
                result.getDraft() != null ? result.getDraft().getSubject() : Objects.toString(result.getReason(), "");
        table.row(
                Objects.toString(result.getLead().getFullName(), "—"),
                Objects.toString(result.getLead().getCompany(), "—"),
                result.getStatus().name().toLowerCase(Locale.ROOT),
                result.getScore() == null ? "" : result.getScore().getTotal(),
                result.getScore() == null ? "" : result.getScore().getTier(),
                last);
    }

    private static void deadLetters(PrintWriter out, ListOutcome outcome) {
        if (outcome.deadLetters().isEmpty()) {
            out.println("no dead letters");
            return;
        }
        TextTable table = new TextTable("dead letters", "leads");
        outcome.deadLettersByClass().forEach(table::row);
        out.print(table);
    }
}
