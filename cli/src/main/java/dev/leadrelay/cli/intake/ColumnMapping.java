package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.service.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which column of a file fills which field. Columns without a field travel along as extra values. Immutable. */
final class ColumnMapping {
    private final List<String> headers;
    private final List<@Nullable LeadField> fields;
    private final Map<LeadField, List<Integer>> columns;

    private ColumnMapping(
            List<String> headers, List<@Nullable LeadField> fields, Map<LeadField, List<Integer>> columns) {
        this.headers = headers;
        this.fields = fields;
        this.columns = columns;
    }

    /**
     * The mapping of a header row.
     *
     * @param asked column name to field name, outranking the known names
     * @throws SettingsException when a named column or field does not exist, or nothing could identify a lead
     */
    static ColumnMapping of(List<String> headerRow, Map<String, String> asked) {
        List<String> headers = distinct(headerRow);
        asked.forEach((column, field) -> check(headers, column, field));
        Set<LeadField> askedFor =
                asked.values().stream().map(ColumnMapping::known).collect(Collectors.toSet());
        Map<LeadField, List<Integer>> columns = new EnumMap<>(LeadField.class);
        Map<LeadField, List<Integer>> spares = new EnumMap<>(LeadField.class);
        for (int column = 0; column < headers.size(); column++) {
            String wanted = asked.get(headers.get(column));
            HeaderNames.Entry entry = HeaderNames.of(headerRow.get(column));
            if (wanted != null) {
                add(columns, known(wanted), column);
            } else if (entry != null && !askedFor.contains(entry.field())) {
                add(entry.spare() ? spares : columns, entry.field(), column);
            }
        }
        spares.forEach((field, more) ->
                columns.computeIfAbsent(field, f -> new ArrayList<>()).addAll(more));
        NameColumns.settle(headerRow, askedFor, columns);
        columns.computeIfPresent(LeadField.EXTERNAL_ID, (field, all) -> List.of(all.getFirst()));
        requireIdentity(headers, columns.keySet());
        List<@Nullable LeadField> fields = new ArrayList<>();
        headers.forEach(header -> fields.add(null));
        columns.forEach((field, all) -> all.forEach(column -> fields.set(column, field)));
        return new ColumnMapping(headers, fields, columns);
    }

    int size() {
        return headers.size();
    }

    String header(int column) {
        return headers.get(column);
    }

    /** The field that a column can fill; null for none. */
    @Nullable
    LeadField field(int column) {
        return fields.get(column);
    }

    /** Columns by the field they fill, the best first; the next counts where the one before is empty. */
    Map<LeadField, List<Integer>> columns() {
        return columns;
    }

    /** One line for a person: which column fills which field, and which travel along. */
    String describe() {
        List<String> filled = new ArrayList<>();
        columns.forEach((field, all) -> filled.add(
                all.stream().map(headers::get).collect(Collectors.joining(" or ")) + " → " + field.fieldName()));
        List<String> kept = new ArrayList<>();
        for (int column = 0; column < size(); column++) {
            if (fields.get(column) == null) {
                kept.add(headers.get(column));
            }
        }
        String others = kept.isEmpty() ? "" : "; kept as extra: " + String.join(", ", kept);
        return "columns: " + String.join(", ", filled) + others;
    }

    private static void add(Map<LeadField, List<Integer>> columns, LeadField field, int column) {
        columns.computeIfAbsent(field, f -> new ArrayList<>()).add(column);
    }

    private static void requireIdentity(List<String> headers, Set<LeadField> filled) {
        if (headers.stream().anyMatch(header -> EmailAddresses.kindOf(header) != EmailKind.INVALID)) {
            throw new SettingsException("the first line is a lead, not column names (found: "
                    + shortened(String.join(", ", headers)) + "); put a line with column names above it");
        }
        if (filled.stream().noneMatch(LeadField::identifies)) {
            throw new SettingsException("no column looks like an email, company, domain or LinkedIn URL (found: "
                    + shortened(String.join(", ", headers)) + "); name one with --map \"COLUMN=email\"");
        }
    }

    /** The name of a column as people see it. */
    static String cleaned(String cell) {
        return HiddenText.withoutHidden(cell).replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    private static List<String> distinct(List<String> row) {
        List<String> headers = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String cell : row) {
            String text = cleaned(cell);
            String name = text.isEmpty() ? "column " + (headers.size() + 1) : text;
            String unique = name;
            for (int n = 2; !taken.add(unique); n++) {
                unique = name + " (" + n + ")";
            }
            headers.add(unique);
        }
        return headers;
    }

    private static void check(List<String> headers, String column, String field) {
        if (!headers.contains(column)) {
            throw new SettingsException("--map: the file has no column \"" + column + "\"; it has "
                    + shortened(headers.stream().map(h -> "\"" + h + "\"").collect(Collectors.joining(", "))));
        }
        known(field);
    }

    private static LeadField known(String name) {
        LeadField field = LeadField.ofFieldName(name);
        if (field == null) {
            throw new SettingsException("--map: there is no field \"" + name + "\"; fields are "
                    + Arrays.stream(LeadField.values())
                            .map(LeadField::fieldName)
                            .collect(Collectors.joining(", ")));
        }
        return field;
    }

    private static String shortened(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "…";
    }
}
