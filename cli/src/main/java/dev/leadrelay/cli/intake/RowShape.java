package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.EmailKind;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What rows of a file look like, judged by the number of their cells and by what typed columns can hold. Immutable. */
final class RowShape {
    /** Cells from which their mere number makes a line a row, although no column says what it may hold. */
    private static final int TELLING_WIDTH = 6;

    private static final Pattern PHONE = Pattern.compile("['+]?[\\d\\s()./+-]{6,}(?:(?i:ext|x)\\.?\\s*\\d+)?");

    private final ColumnMapping mapping;

    RowShape(ColumnMapping mapping) {
        this.mapping = mapping;
    }

    boolean hasAllCells(List<String> cells) {
        return cells.size() == mapping.size();
    }

    /** Whether cells whose quotes had to be mended can be believed. */
    boolean fits(List<String> cells) {
        return hasAllCells(cells)
                ? verdict(cells) >= 0 || mapping.size() == 1
                : cells.size() < mapping.size() && verdict(cells) > 0;
    }

    /** Whether a line is a row rather than a part of a cell, where quotes are known to be broken. */
    boolean isRow(List<String> cells) {
        return hasAllCells(cells) && (verdict(cells) > 0 || verdict(cells) == 0 && mapping.size() > 1);
    }

    /**
     * Whether a line is a row rather than a part of a cell, although the quotes say otherwise.
     *
     * @param enclosed how many of its cells lie within the quotes; what lies behind them speaks for the quotes as well
     * @param plausible whether the line in which the quotes open would be a row by itself
     */
    boolean isSurelyRow(List<String> cells, int enclosed, boolean plausible) {
        if (!hasAllCells(cells)) {
            return false;
        }
        int verdict = verdict(cells.subList(0, Math.min(enclosed, cells.size())));
        return verdict > 0 || verdict == 0 && plausible && mapping.size() >= TELLING_WIDTH;
    }

    /** Whether a line may well be a row although the quotes say otherwise; a second such line makes it sure. */
    boolean isLikelyRow(List<String> cells) {
        return isRow(cells) && cells.stream().filter(cell -> !cell.isBlank()).count() >= 2;
    }

    /** Whether a line behind a broken row begins a new one. */
    boolean beginsRow(List<String> cells) {
        return isRow(cells) || cells.size() <= mapping.size() && verdict(cells) > 0 || mapping.size() == 1;
    }

    /** Whether a line is no part of a cell, where quotes are known to be broken: full width is enough, for damaged rows too. */
    boolean endsCell(List<String> cells) {
        return beginsRow(cells) || hasAllCells(cells);
    }

    /** Whether a typed column holds what it cannot hold. */
    boolean contradicts(List<String> cells) {
        return verdict(cells) < 0;
    }

    /** -1 when a typed column holds what it cannot hold, 1 when one holds what it should, 0 when none says anything. */
    private int verdict(List<String> cells) {
        int verdict = 0;
        for (int column = 0; column < Math.min(cells.size(), mapping.size()); column++) {
            LeadField field = mapping.field(column);
            String cell = cells.get(column).strip();
            String text = field == null ? null : CellText.of(field, cell);
            boolean broken = field == LeadField.EMAIL && cell.indexOf('\n') + cell.indexOf('\r') > -2;
            int one = text == null ? 0 : broken ? -1 : verdict(field, text);
            if (one < 0) {
                return -1;
            }
            verdict = Math.max(verdict, one);
        }
        return verdict;
    }

    private static int verdict(@Nullable LeadField field, String text) {
        if (field == null) {
            return 0;
        }
        return switch (field) {
            case EMAIL -> EmailAddresses.kindOf(EmailAddresses.read(text).address()) == EmailKind.INVALID ? -1 : 1;
            case COMPANY_DOMAIN, WEBSITE -> WebAddresses.domainOf(text) == null ? -1 : 1;
            case LINKEDIN_URL -> WebAddresses.linkedin(text) == null ? 0 : 1;
            case PHONE -> PHONE.matcher(text).matches() ? 1 : 0;
            case EMPLOYEES -> EmployeeCounts.lowerBound(text) == null ? 0 : 1;
            case COUNTRY -> Countries.iso2(text) == null ? 0 : 1;
            case EXTERNAL_ID,
                    FIRST_NAME,
                    LAST_NAME,
                    FULL_NAME,
                    TITLE,
                    COMPANY,
                    INDUSTRY,
                    CITY,
                    LANGUAGE,
                    NOTES,
                    DO_NOT_CONTACT -> 0;
        };
    }
}
