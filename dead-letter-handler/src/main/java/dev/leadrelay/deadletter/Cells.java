package dev.leadrelay.deadletter;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** What the counters say about the dead letters that a filter asks for, leaving its period and its words aside. */
final class Cells {
    /** Dead letters of one cause in one state. */
    record Cell(String cause, String fingerprint, String state, long items) {}

    /** Dead letters of one stage and class in one state. */
    record Kind(String stage, String failureClass, String state) {}

    private Cells() {}

    /** The causes and states to look at. */
    static List<Cell> matching(Handle handle, ItemFilter filter) {
        Condition condition = new Condition()
                .andKind("c", "k", filter)
                .and("c.fingerprint", "=", filter.fingerprint())
                .and("k.list_id", "=", filter.listId());
        String counter = filter.listId() == null ? "cause_count" : "list_count";
        return condition
                .bind(handle.createQuery("select c.cause, c.fingerprint, k.state, k.items from " + counter
                        + " k join dead_letter_cause c on c.cause = k.cause" + condition.sql()))
                .map((row, context) -> new Cell(
                        row.getString("cause"),
                        row.getString("fingerprint"),
                        row.getString("state"),
                        row.getLong("items")))
                .list();
    }

    /** The stages, classes and states to look at. */
    static List<Kind> kinds(Handle handle, ItemFilter filter) {
        Condition condition = new Condition().andKind("c", "k", filter);
        return condition
                .bind(handle.createQuery("select distinct c.stage, c.failure_class, k.state from cause_count k"
                        + " join dead_letter_cause c on c.cause = k.cause" + condition.sql()))
                .map((row, context) ->
                        new Kind(row.getString("stage"), row.getString("failure_class"), row.getString("state")))
                .list();
    }
}
