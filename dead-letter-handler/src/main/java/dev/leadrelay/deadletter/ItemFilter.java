package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which dead letters are asked for; null asks for any. */
record ItemFilter(
        @Nullable String listId,
        @Nullable String stage,
        @Nullable String failureClass,
        @Nullable String state,
        @Nullable String fingerprint) {

    /** A condition of SQL with its values, by name. */
    record Condition(String sql, Map<String, Object> values) {}

    Condition condition(@Nullable Cursor after) {
        List<String> terms = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        equal(terms, values, "list_id", listId);
        equal(terms, values, "stage", stage);
        equal(terms, values, "failure_class", failureClass);
        equal(terms, values, "state", state);
        equal(terms, values, "fingerprint", fingerprint);
        if (after != null) {
            terms.add("parked_at <= :after_at and (parked_at < :after_at or id < :after_id)");
            values.put("after_at", after.parkedAt());
            values.put("after_id", after.id());
        }
        return new Condition(terms.isEmpty() ? "" : "where " + String.join(" and ", terms), values);
    }

    private static void equal(List<String> terms, Map<String, Object> values, String column, @Nullable String value) {
        if (value != null) {
            terms.add(column + " = :" + column);
            values.put(column, value);
        }
    }
}
