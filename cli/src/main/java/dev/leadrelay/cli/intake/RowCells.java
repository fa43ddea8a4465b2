package dev.leadrelay.cli.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of one row say, field by field, and what is left over as extra values. Where reading a cell loses something,
 * a warning says so. Not thread-safe.
 */
final class RowCells {
    private final ColumnMapping mapping;
    private final List<String> row;
    private final Map<LeadField, String> texts = new EnumMap<>(LeadField.class);
    private final Map<LeadField, Integer> sources = new EnumMap<>(LeadField.class);
    private final Map<String, String> extra = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    RowCells(ColumnMapping mapping, List<String> row) {
        this.mapping = mapping;
        this.row = row;
        mapping.columns().forEach(this::choose);
        for (int column = 0; column < mapping.size(); column++) {
            LeadField field = mapping.field(column);
            if (field == null || !isUsed(field, column) && CellText.of(field, raw(column)) != null) {
                keep(column);
            }
        }
        if (row.size() < mapping.size()) {
            warnings.add("row has " + row.size() + " of " + mapping.size() + " cells");
        }
    }

    /** What the field's best column says; null for nothing. */
    @Nullable
    String text(LeadField field) {
        return texts.get(field);
    }

    /** What all columns of a field say. */
    List<String> texts(LeadField field) {
        List<String> all = new ArrayList<>();
        for (int column : mapping.columns().getOrDefault(field, List.of())) {
            String text = CellText.of(field, raw(column));
            if (text != null) {
                all.add(text);
            }
        }
        return all;
    }

    /** What each field's best column says. */
    Map<LeadField, String> texts() {
        return texts;
    }

    Map<String, String> extra() {
        return extra;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Warns of a field whose value says less than its cell, and keeps the cell as an extra value. */
    void warnAndKeep(LeadField field, String what) {
        warnings.add(field.fieldName() + ": " + what);
        Integer column = sources.get(field);
        if (column != null) {
            keep(column);
        }
    }

    private void choose(LeadField field, List<Integer> columns) {
        for (int column : columns) {
            String text = CellText.of(field, raw(column));
            if (text != null) {
                sources.put(field, column);
                take(field, column, text);
                return;
            }
        }
    }

    private void take(LeadField field, int column, String found) {
        warnOfHidden(field.fieldName(), cell(column));
        String text = ExcelDamage.unwrapped(found);
        boolean number = field == LeadField.PHONE || field == LeadField.EXTERNAL_ID;
        if (ExcelDamage.isError(text)) {
            warnAndKeep(field, "a failed formula of a spreadsheet, left empty");
        } else if (number && ExcelDamage.isScientific(text)) {
            warnAndKeep(field, "a spreadsheet cut the digits off, left empty");
        } else if (!text.isBlank()) {
            texts.put(field, text);
        }
        if (field != LeadField.NOTES && raw(column).strip().indexOf('\n') >= 0) {
            warnings.add(field.fieldName() + ": line break replaced by a space");
        }
    }

    private boolean isUsed(LeadField field, int column) {
        Integer source = sources.get(field);
        return field == LeadField.DO_NOT_CONTACT || source != null && source == column;
    }

    private void keep(int column) {
        String value = raw(column);
        if (!value.isEmpty() && extra.put(mapping.header(column), value) == null && mapping.field(column) == null) {
            warnOfHidden(mapping.header(column), cell(column));
        }
    }

    private void warnOfHidden(String name, String cell) {
        HiddenText hidden = HiddenText.of(cell);
        if (!hidden.removed().isEmpty()) {
            warnings.add(name + ": removed " + hidden.removedNames());
        }
        if (hidden.overridden()) {
            warnings.add(name + ": reads otherwise than it is stored, left as it is");
        }
        if (cell.indexOf('\uFFFD') >= 0) {
            warnings.add(name + ": characters were lost before or in this file (U+FFFD)");
        }
    }

    private String raw(int column) {
        return HiddenText.withoutHidden(cell(column));
    }

    private String cell(int column) {
        return column < row.size() ? row.get(column) : "";
    }
}
