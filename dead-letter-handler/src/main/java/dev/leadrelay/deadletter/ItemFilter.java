package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are asked for; null asks for any.
 *
 * @param text words, each of which stands in the message or the lead key
 * @param since parked then or later, in milliseconds since the epoch
 * @param until parked before that, in milliseconds since the epoch
 */
record ItemFilter(
        @Nullable String listId,
        @Nullable String stage,
        @Nullable String failureClass,
        @Nullable String state,
        @Nullable String fingerprint,
        @Nullable String text,
        @Nullable Long since,
        @Nullable Long until) {

    /** Asks for every dead letter. */
    static final ItemFilter ANY = new ItemFilter(null, null, null, null, null, null, null, null);

    /** A condition of SQL with its values, by name. */
    record Condition(String sql, Map<String, Object> values) {}

    Condition condition(@Nullable Cursor after) {
        List<String> terms = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        compare(terms, values, "list_id", "=", listId);
        compare(terms, values, "stage", "=", stage);
        compare(terms, values, "failure_class", "=", failureClass);
        compare(terms, values, "state", "=", state);
        compare(terms, values, "fingerprint", "=", fingerprint);
        compare(terms, values, "parked_at", ">=", since);
        compare(terms, values, "parked_at", "<", until);
        if (text != null) {
            int number = 0;
            for (String word : Words.of(text)) {
                terms.add("(lower(message) like :word" + number + " or lower(lead_key) like :word" + number + ")");
                values.put("word" + number++, "%" + word + "%");
            }
        }
        if (after != null) {
            terms.add("parked_at <= :after_at and (parked_at < :after_at or id < :after_id)");
            values.put("after_at", after.parkedAt());
            values.put("after_id", after.id());
        }
        return new Condition(terms.isEmpty() ? "" : "where " + String.join(" and ", terms), values);
    }

    private static void compare(
            List<String> terms, Map<String, Object> values, String column, String operator, @Nullable Object value) {
        if (value != null) {
            String name = column + terms.size();
            terms.add(column + " " + operator + " :" + name);
            values.put(name, value);
        }
    }
}
