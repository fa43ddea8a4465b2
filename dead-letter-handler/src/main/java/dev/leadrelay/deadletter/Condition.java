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

    /** Adds a term without values. */
    Condition and(String term) {
        terms.add(term);
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

    /** Adds that the cause has a word. */
    Condition andCommonWord(String table, String word) {
        terms.add(commonWord(table, word));
        return this;
    }

    /** Adds that the cause or the dead letter has a word. */
    Condition andWord(String table, String word) {
        terms.add("(" + commonWord(table, word) + " or exists (select 1 from dead_letter_word o where o.word = "
                + value(word) + " and o.parked_at = " + table + ".parked_at and o.id = " + table + ".id))");
        return this;
    }

    /**
     * Adds what is left of a filter where a dead letter {@code l} was found by its own word of that number: the words before are the
     * cause's, so that nothing is found by two words.
     */
    Condition andRest(ItemFilter filter, int driver) {
        and("l.list_id", "=", filter.listId())
                .andKind("l", "l", filter)
                .and("l.fingerprint", "=", filter.fingerprint());
        List<String> words = filter.words();
        words.subList(0, driver).forEach(word -> andCommonWord("l", word));
        words.subList(driver + 1, words.size()).forEach(word -> andWord("l", word));
        return this;
    }

    /** Looked up row by row: a list of causes would tempt databases to enter a million rows by cause instead of by time. */
    private String commonWord(String table, String word) {
        return "exists (select 1 from cause_word c where c.word = " + value(word) + " and c.cause = " + table
                + ".cause)";
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
