package dev.leadrelay.cli.intake;

import dev.leadrelay.cli.intake.RecordParser.Parsed;
import dev.leadrelay.service.SettingsException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line with the column names, and with it the separator: exports may begin with {@code sep=;} or with titles. Among
 * comma, semicolon, tab and bar it takes the one that makes most known column names out of one of the first lines.
 */
final class HeaderSearch {
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int MAX_TITLES = 30;
    /** Excel keeps the width of the sheet, so there may be separators behind it. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\\s*\"?(?i:sep)=(.)\"?[,;\\t| ]*");

    private final LineBuffer lines;
    private final Map<String, String> asked;

    HeaderSearch(LineBuffer lines, Map<String, String> asked) {
        this.lines = lines;
        this.asked = asked;
    }

    /**
     * The header.
     *
     * @param parser reads its file
     * @param cells the column names
     * @param line where they stand
     * @param skipped lines before them that are not empty
     */
    record Header(RecordParser parser, List<String> cells, long line, int skipped) {}

    private record Candidate(Header header, int from, int taken, int score) {}

    /**
     * Takes the lines up to the header and the header itself.
     *
     * @throws SettingsException when there is no line
     */
    Header take(String file) {
        Character separator = separatorLine();
        Candidate best = null;
        for (char each : separator == null ? SEPARATORS : new char[] {separator}) {
            Candidate found = best(new RecordParser(each));
            if (found != null && (best == null || found.score() > best.score())) {
                best = found;
            }
        }
        if (best == null) {
            throw new SettingsException(file + " has no header line; give a CSV file with one");
        }
        lines.take(best.from() + best.taken());
        return best.header();
    }

    private @Nullable Character separatorLine() {
        TextLine first = lines.peek(0);
        Matcher matcher = SEPARATOR_LINE.matcher(first == null ? "" : HiddenText.withoutHidden(first.text()));
        if (!matcher.matches()) {
            return null;
        }
        lines.take(1);
        return matcher.group(1).charAt(0);
    }

    private @Nullable Candidate best(RecordParser parser) {
        Candidate first = null;
        Candidate title = null;
        int titles = 0;
        for (int i = 0; titles < MAX_TITLES; ) {
            TextLine line = lines.peek(i);
            if (line == null) {
                break;
            }
            if (line.text().isBlank()) {
                i++;
                continue;
            }
            Candidate candidate = candidate(parser, i, titles);
            first = first == null ? candidate : first;
            long filled = candidate.header().cells().stream()
                    .filter(cell -> !cell.isBlank())
                    .count();
            int known = candidate.score() / WEIGHT;
            if (known >= 2 || known == 1 && filled >= 2 && titles == 0 || known > 0 && isAsked(candidate)) {
                return candidate;
            }
            title = title == null && known == 1 ? candidate : title;
            i += candidate.taken();
            titles += candidate.taken();
        }
        return title == null ? first : title;
    }

    /** Known names weigh more than any number of separators. */
    private static final int WEIGHT = 1_000;

    private Candidate candidate(RecordParser parser, int from, int titles) {
        TextLine line = lines.peek(from);
        Parsed parsed = parser.byRules(lines, from);
        List<String> alone = parser.withinLine(line == null ? "" : line.text());
        boolean whole = parsed != null && known(parsed.cells()) >= known(alone);
        List<String> cells = whole && parsed != null ? parsed.cells() : alone;
        int taken = whole && parsed != null ? parsed.lines() : 1;
        Header header = new Header(parser, cells, line == null ? 1 : line.number(), titles);
        return new Candidate(header, from, taken, WEIGHT * known(cells) + Math.min(cells.size(), WEIGHT - 1));
    }

    /** How many fields the cells name; 0 when none of them could identify a lead. */
    private int known(List<String> cells) {
        Set<LeadField> fields = new HashSet<>();
        for (String cell : cells) {
            String field = asked.get(ColumnMapping.cleaned(cell));
            HeaderNames.Entry entry = HeaderNames.of(cell);
            LeadField named = field != null ? LeadField.ofFieldName(field) : entry == null ? null : entry.field();
            if (named != null) {
                fields.add(named);
            }
        }
        return fields.stream().anyMatch(LeadField::identifies) ? fields.size() : 0;
    }

    private boolean isAsked(Candidate candidate) {
        return !asked.isEmpty()
                && candidate.header().cells().stream()
                        .map(ColumnMapping::cleaned)
                        .toList()
                        .containsAll(asked.keySet());
    }
}
