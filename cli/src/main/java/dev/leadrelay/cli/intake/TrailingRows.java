package dev.leadrelay.cli.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Rows that reports put under a list: totals and remarks. They are so only where no lead follows, so rows that could be such
 * wait here until the next row, or the end of the file, tells. Not thread-safe.
 */
final class TrailingRows {
    private static final int MAX_WAITING = 20;
    private static final int WIDE = 3;
    private static final Set<String> TOTALS = Set.of(
            "total",
            "totals",
            "grandtotal",
            "subtotal",
            "sum",
            "summe",
            "gesamt",
            "gesamtsumme",
            "insgesamt",
            "totaux",
            "soustotal",
            "totalgeneral",
            "totale",
            "totaal",
            "eindtotaal",
            "suma",
            "somma",
            "soma",
            "totalgeral",
            "count",
            "anzahl",
            "totalrecords",
            "totalrows",
            "totalcontacts",
            "totalleads",
            "recordcount");
    private static final Pattern NUMBER = Pattern.compile("[\\d.,'’\\s%€$£+-]+");
    private static final Pattern COUNT = Pattern.compile("[:=]?\\s*[\\d.,]+\\s*$");
    private static final Pattern REMARK = Pattern.compile(
            "(?i)(copyright\\b|©|\\(c\\) ?\\d{4}|confidential\\b|generated (by|on|at)\\b|created (by|on) |exported (by|on|from)\\b"
                    + "|report (name|generated|run)\\b|filters? applied|applied filters|page \\d+|end of (report|file|list)"
                    + "|\\d+ (rows?|records?|contacts?|leads?|results?)\\b|exportiert (am|von)\\b|erstellt (am|von)\\b"
                    + "|vertraulich\\b|stand:|quelle:|source:).*");

    private enum Kind {
        TOTAL,
        REMARK,
        /** One cell alone in a line, as titles of reports are. */
        TITLE,
        LEAD
    }

    private record Waiting(CsvRow.Cells row, Kind kind) {}

    private final int width;
    private final List<Waiting> waiting = new ArrayList<>();

    /** @param width number of columns of the file */
    TrailingRows(int width) {
        this.width = width;
    }

    /** Keeps a row that may stand under the list; others go on at once, behind those that waited in vain. */
    void pass(CsvRow.Cells row, Consumer<CsvRow.Cells> leads) {
        Kind kind = kindOf(row.cells());
        if (kind == Kind.LEAD) {
            release(leads);
            leads.accept(row);
            return;
        }
        waiting.add(new Waiting(row, kind));
        if (waiting.size() > MAX_WAITING) {
            release(leads);
        }
    }

    /** Lets the waiting rows go as leads: something follows them that is none of theirs. */
    void release(Consumer<CsvRow.Cells> leads) {
        List<Waiting> released = List.copyOf(waiting);
        waiting.clear();
        released.forEach(each -> leads.accept(each.row()));
    }

    /** The file ended: what waits is what it looks like; lone titles only beside a total or a remark. */
    void end(Consumer<CsvRow.Cells> leads, BiConsumer<CsvRow.Cells, RowFault> faults) {
        if (waiting.stream().allMatch(each -> each.kind() == Kind.TITLE)) {
            release(leads);
        }
        waiting.forEach(
                each -> faults.accept(each.row(), each.kind() == Kind.TOTAL ? RowFault.TOTAL : RowFault.FOOTER));
        waiting.clear();
    }

    private Kind kindOf(List<String> cells) {
        List<String> filled = cells.stream()
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
        if (filled.isEmpty()) {
            return Kind.LEAD;
        }
        String first = filled.getFirst();
        if (filled.size() > 1 && Character.isLetter(filled.get(1).codePointAt(0))) {
            return Kind.LEAD; // most rows, without a closer look
        }
        String word = HeaderNames.normalise(COUNT.matcher(first).replaceFirst(""));
        boolean numbers =
                filled.stream().skip(1).allMatch(cell -> NUMBER.matcher(cell).matches());
        if (numbers && TOTALS.contains(word)) {
            return Kind.TOTAL;
        }
        if (filled.size() == 1 && REMARK.matcher(first).matches()) {
            return Kind.REMARK;
        }
        return cells.size() == 1 && width >= WIDE && first.indexOf('@') < 0 ? Kind.TITLE : Kind.LEAD;
    }
}
