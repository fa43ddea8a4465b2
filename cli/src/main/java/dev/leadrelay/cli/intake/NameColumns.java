package dev.leadrelay.cli.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns whose name says "name" and whose company says which: beside a given name "Name" and "Nom" are the family name,
 * beside a family name "Nome" and "Nombre" are the given name, and each alone is the whole name.
 */
final class NameColumns {
    private static final Set<String> FAMILY_BESIDE_GIVEN = Set.of("name", "naam");
    private static final Set<String> GIVEN_BESIDE_FAMILY = Set.of("nome", "nombre");
    private static final Set<String> FAMILY_UNLESS_ALONE = Set.of("nom");

    private NameColumns() {}

    static void settle(List<String> headerRow, Set<LeadField> asked, Map<LeadField, List<Integer>> columns) {
        boolean given = columns.containsKey(LeadField.FIRST_NAME);
        boolean family = columns.containsKey(LeadField.LAST_NAME);
        for (int column = 0; column < headerRow.size(); column++) {
            String name = HeaderNames.normalise(headerRow.get(column));
            if (FAMILY_BESIDE_GIVEN.contains(name) && given && !family) {
                move(column, LeadField.FULL_NAME, LeadField.LAST_NAME, asked, columns);
            } else if (GIVEN_BESIDE_FAMILY.contains(name) && family && !given) {
                move(column, LeadField.FULL_NAME, LeadField.FIRST_NAME, asked, columns);
            } else if (FAMILY_UNLESS_ALONE.contains(name) && !given) {
                move(column, LeadField.LAST_NAME, LeadField.FULL_NAME, asked, columns);
            }
        }
    }

    private static void move(
            int column, LeadField from, LeadField to, Set<LeadField> asked, Map<LeadField, List<Integer>> columns) {
        List<Integer> left = columns.get(from);
        if (asked.contains(from) || asked.contains(to) || left == null || !left.remove((Integer) column)) {
            return;
        }
        if (left.isEmpty()) {
            columns.remove(from);
        }
        columns.computeIfAbsent(to, field -> new ArrayList<>()).add(column);
    }
}
