package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next dead letters of a filter without words, the latest first, without reading many more than those: an index is entered where the
 * counters say that there are some.
 */
final class PageQuery {
    private static final Comparator<Cursor> LATEST_FIRST =
            Comparator.comparingLong(Cursor::parkedAt).reversed();

    /** Places of an index that one statement enters. */
    private static final int BRANCHES = 64;

    /** With more cells than this, and more dead letters than that, the page is near in any case: time is walked. */
    private static final int MANY_CELLS = 640;

    private static final long MANY_ITEMS = 20_000;

    private final Handle handle;
    private final ItemFilter filter;
    private final @Nullable Cursor after;
    private final int limit;
    private final int manyCells;
    private final long manyItems;
    private boolean inOrder = true;

    PageQuery(Handle handle, ItemFilter filter, @Nullable Cursor after, int limit) {
        this(handle, filter, after, limit, MANY_CELLS, MANY_ITEMS);
    }

    PageQuery(Handle handle, ItemFilter filter, @Nullable Cursor after, int limit, int manyCells, long manyItems) {
        this.handle = handle;
        this.filter = filter;
        this.after = after;
        this.limit = limit;
        this.manyCells = manyCells;
        this.manyItems = manyItems;
    }

    /** Where the dead letters of the page stand. */
    List<Cursor> run() {
        List<Cursor> found = byCause();
        return inOrder ? found : ordered(latest(found));
    }

    /** In the database's own order, which for identifiers of one time may be another than Java's. */
    private List<Cursor> ordered(List<Cursor> found) {
        if (found.isEmpty()) {
            return found;
        }
        return handle.createQuery("""
                        select parked_at, id from dead_letter where id in (<ids>)
                        order by parked_at desc, id desc limit :limit
                        """)
                .bindList("ids", found.stream().map(Cursor::id).toList())
                .bind("limit", limit)
                .map((row, context) -> new Cursor(row.getLong("parked_at"), row.getString("id")))
                .list();
    }

    private List<Cursor> byCause() {
        boolean causes = filter.fingerprint() != null;
        if (!causes && filter.listId() == null) {
            return filter.hasKind() ? branches(Cells.kinds(handle, filter), this::kind) : walk("");
        }
        if (!causes && !filter.hasKind()) {
            return walk("l.list_id, ");
        }
        List<Cells.Cell> cells = Cells.matching(handle, filter);
        long items = cells.stream().mapToLong(Cells.Cell::items).sum();
        if (cells.size() > manyCells && items > manyItems) {
            return walk(filter.listId() == null ? "" : "l.list_id, ");
        }
        return branches(cells, this::cell);
    }

    private List<Cursor> walk(String leading) {
        Condition condition = new Condition()
                .and("l.list_id", "=", filter.listId())
                .andKind("l", "l", filter)
                .and("l.fingerprint", "=", filter.fingerprint())
                .andPeriod("l", filter.since(), filter.until())
                .andBehind("l", after);
        return places(
                condition,
                "select l.parked_at, l.id from dead_letter l" + condition.sql() + " order by " + leading
                        + "l.parked_at desc, l.id desc limit :limit");
    }

    private <T> List<Cursor> branches(List<T> places, BiFunction<Condition, T, String> branch) {
        List<Cursor> found = new ArrayList<>();
        inOrder = places.size() <= BRANCHES;
        for (int from = 0; from < places.size(); from += BRANCHES) {
            Condition all = new Condition();
            String sql = places.subList(from, Math.min(places.size(), from + BRANCHES)).stream()
                    .map(place -> branch.apply(all.branch(), place))
                    .collect(Collectors.joining(" union all "));
            found.addAll(places(
                    all,
                    "select parked_at, id from (" + sql + ") found order by parked_at desc, id desc limit :limit"));
            found = latest(found);
        }
        return found;
    }

    private String kind(Condition condition, Cells.Kind kind) {
        condition
                .and("l.stage", "=", kind.stage())
                .and("l.failure_class", "=", kind.failureClass())
                .and("l.state", "=", kind.state());
        return branch(condition, "l.stage, l.failure_class, l.state, ");
    }

    private String cell(Condition condition, Cells.Cell cell) {
        condition
                .and("l.list_id", "=", filter.listId())
                .and("l.cause", "=", cell.cause())
                .and("l.state", "=", cell.state());
        return branch(condition, (filter.listId() == null ? "" : "l.list_id, ") + "l.cause, l.state, ");
    }

    /** The order names the leading columns, all equal, so that databases see that it is the index's own. */
    private String branch(Condition condition, String leading) {
        condition.andPeriod("l", filter.since(), filter.until()).andBehind("l", after);
        return "(select l.parked_at, l.id from dead_letter l" + condition.sql() + " order by " + leading
                + "l.parked_at desc, l.id desc limit " + limit + ")";
    }

    private List<Cursor> places(Condition condition, String sql) {
        return condition
                .bind(handle.createQuery(sql))
                .bind("limit", limit)
                .map((row, context) -> new Cursor(row.getLong("parked_at"), row.getString("id")))
                .list();
    }

    /** The latest, with all that share the time of the last of them. */
    private List<Cursor> latest(List<Cursor> found) {
        if (found.size() <= limit) {
            return found;
        }
        List<Cursor> sorted = found.stream().sorted(LATEST_FIRST).toList();
        long last = sorted.get(limit - 1).parkedAt();
        return sorted.stream()
                .takeWhile(place -> place.parkedAt() >= last)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
