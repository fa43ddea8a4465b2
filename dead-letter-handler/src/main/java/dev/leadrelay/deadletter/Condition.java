package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** A condition of SQL that is put together term by term, with its values. For one thread. */
final class Condition {
    private final List<String> terms = new ArrayList<>();
    private final Map<String, Object> values;

    Condition() {
        this(new HashMap<>());
    }

    private Condition(Map<String, Object> values) {
        this.values = values;
    }

    /** A condition of a part of the same statement: terms of its own, values shared. */
    Condition branch() {
        return new Condition(values);
    }

    /** Adds that a column compares to a value; nothing where there is none. */
    Condition and(String column, String operator, @Nullable Object value) {
        if (value != null) {
            terms.add(column + " " + operator + " " + value(value));
        }
        return this;
    }

    /** Adds stage, class and state of a filter. */
    Condition andKind(String causes, String states, ItemFilter filter) {
        return and(causes + ".stage", "=", filter.stage())
                .and(causes + ".failure_class", "=", filter.failureClass())
                .and(states + ".state", "=", filter.state());
    }

    /** Adds the period of a filter. */
    Condition andPeriod(String table, @Nullable Long since, @Nullable Long until) {
        return and(table + ".parked_at", ">=", since).and(table + ".parked_at", "<", until);
    }

    /** Adds that a row stands behind a cursor. */
    Condition andBehind(String table, @Nullable Cursor cursor) {
        if (cursor != null) {
            String at = value(cursor.parkedAt());
            terms.add(table + ".parked_at <= " + at);
            terms.add("(" + table + ".parked_at < " + at + " or " + table + ".id < " + value(cursor.id()) + ")");
        }
        return this;
    }

    /** Names a value; gives its place in the SQL. */
    String value(Object value) {
        String name = "v" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    /** The condition as SQL, with {@code where}; empty without terms. */
    String sql() {
        return terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
    }

    Query bind(Query query) {
        return query.bindMap(values);
    }
}
