package dev.leadrelay.cli.intake;

import dev.leadrelay.service.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
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

    private ColumnMapping(List<String> headers, List<@Nullable LeadField> fields) {
        this.headers = headers;
        this.fields = fields;
    }

    /**
     * The mapping of a header row.
     *
     * @param asked column name to field name, outranking the known aliases
     * @throws SettingsException when a named column or field does not exist, or nothing could identify a lead
     */
    static ColumnMapping of(List<String> headerRow, Map<String, String> asked) {
        List<String> headers = distinct(headerRow);
        asked.forEach((column, field) -> check(headers, column, field));
        List<@Nullable LeadField> fields = new ArrayList<>();
        Set<LeadField> taken = new HashSet<>();
        asked.values().forEach(name -> taken.add(known(name)));
        for (String header : headers) {
            String wanted = asked.get(header);
            LeadField field = wanted != null ? LeadField.ofFieldName(wanted) : LeadField.ofHeader(header);
            if (wanted == null && field != null && !taken.add(field)) {
                field = null; // a second column for the same field: the first one counts, this one travels along
            }
            fields.add(field);
        }
        if (!taken.contains(LeadField.EMAIL)
                && !taken.contains(LeadField.COMPANY)
                && !taken.contains(LeadField.COMPANY_DOMAIN)
                && !taken.contains(LeadField.WEBSITE)
                && !taken.contains(LeadField.LINKEDIN_URL)) {
            throw new SettingsException("no column looks like an email, company, domain or LinkedIn URL (found: "
                    + String.join(", ", headers) + "); name one with --map \"COLUMN=email\"");
        }
        return new ColumnMapping(headers, fields);
    }

    int size() {
        return headers.size();
    }

    String header(int column) {
        return headers.get(column);
    }

    @Nullable
    LeadField field(int column) {
        return fields.get(column);
    }

    private static List<String> distinct(List<String> row) {
        List<String> headers = new ArrayList<>();
        for (String cell : row) {
            String name = cell.strip().isEmpty() ? "column " + (headers.size() + 1) : cell.strip();
            String unique = name;
            for (int n = 2; headers.contains(unique); n++) {
                unique = name + " (" + n + ")";
            }
            headers.add(unique);
        }
        return headers;
    }

    private static void check(List<String> headers, String column, String field) {
        if (!headers.contains(column)) {
            throw new SettingsException("--map: the file has no column \"" + column + "\"; it has "
                    + headers.stream().map(h -> "\"" + h + "\"").collect(Collectors.joining(", ")));
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
}
