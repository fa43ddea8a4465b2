package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Counts the dead letters of a filter by fingerprint: from the counters where these know, else by an index, by words in their own. */
final class GroupQuery {
    private static final long DAY = Counted.DAY_MILLIS;

    /** Number of a group. */
    private static final class Numbers {
        private long count;
        private long open;

        void add(String state, long items) {
            count += items;
            open += state.equals(ItemState.OPEN.name()) ? items : 0;
        }
    }

    private final Handle handle;
    private final WordIndex words;
    private final ItemFilter filter;
    private final long today;
    private final Map<String, Numbers> groups = new HashMap<>();

    /** @param today day, counted from the epoch, on which trends end */
    GroupQuery(Handle handle, WordIndex words, ItemFilter filter, long today) {
        this.handle = handle;
        this.words = words;
        this.filter = filter;
        this.today = today;
    }

    /** The groups with the most open dead letters first. */
    List<TriageQueries.Group> run(int limit) {
        if (!filter.words().isEmpty()) {
            words.counts(filter).forEach(count -> add(count.fingerprint(), count.state(), count.items()));
        } else if (!filter.hasPeriod()) {
            Cells.matching(handle, filter).forEach(cell -> add(cell.fingerprint(), cell.state(), cell.items()));
        } else if (filter.listId() != null) {
            addRows(since(), until());
        } else {
            addDays();
        }
        List<String> first = groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Numbers>>comparingLong(group -> -group.getValue().open)
                        .thenComparingLong(group -> -group.getValue().count)
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        return described(first);
    }

    private void add(String fingerprint, String state, long items) {
        groups.computeIfAbsent(fingerprint, any -> new Numbers()).add(state, items);
    }

    /** Whole days from the counters, what is left at both ends from the rows. */
    private void addDays() {
        long firstDay = Math.floorDiv(since(), DAY) + (Math.floorMod(since(), DAY) == 0 ? 0 : 1);
        long endDay = Math.floorDiv(until(), DAY);
        if (firstDay >= endDay) {
            addRows(since(), until());
            return;
        }
        Condition condition = new Condition().andKind("c", "k", filter).and("c.fingerprint", "=", filter.fingerprint());
        Condition days = condition
                .branch()
                .and("d.parked_on", ">=", firstDay)
                .and("d.parked_on", "<", endDay)
                .and("d.state", "=", filter.state());
        // Summed by cause first: a cause is looked up once and not once for each of its days.
        addAll(
                condition,
                "select c.fingerprint, k.state, sum(k.items) as items from (select d.cause, d.state, sum(d.items) as items"
                        + " from day_count d" + days.sql() + " group by d.cause, d.state) k"
                        + " join dead_letter_cause c on c.cause = k.cause" + condition.sql()
                        + " group by c.fingerprint, k.state");
        addRows(since(), firstDay * DAY);
        addRows(endDay * DAY, until());
    }

    /** Rows of a period. */
    private void addRows(long since, long until) {
        if (since >= until) {
            return;
        }
        Condition condition = new Condition()
                .and("l.list_id", "=", filter.listId())
                .andKind("l", "l", filter)
                .and("l.fingerprint", "=", filter.fingerprint())
                .andPeriod("l", since, until);
        addAll(
                condition,
                "select l.fingerprint, l.state, count(*) as items from dead_letter l" + condition.sql()
                        + " group by l.fingerprint, l.state");
    }

    private void addAll(Condition condition, String sql) {
        condition
                .bind(handle.createQuery(sql))
                .map((row, context) -> {
                    add(row.getString("fingerprint"), row.getString("state"), row.getLong("items"));
                    return true;
                })
                .list();
    }

    private long since() {
        Long since = filter.since();
        return since != null ? since : bound("min(first_seen)", 0);
    }

    private long until() {
        Long until = filter.until();
        return until != null ? until : bound("max(last_seen)", 1);
    }

    private long bound(String what, long behind) {
        return handle.createQuery("select " + what + " from dead_letter_cause")
                .mapTo(Long.class)
                .findOne()
                .map(found -> found + behind)
                .orElse(0L);
    }

    private List<TriageQueries.Group> described(List<String> fingerprints) {
        if (fingerprints.isEmpty()) {
            return List.of();
        }
        Map<String, TriageQueries.Group> found = new HashMap<>();
        Map<String, long[]> trends = trends(fingerprints);
        Set<String> recurred = recurred(fingerprints);
        InLists.forEach(
                fingerprints,
                some -> handle.createQuery("""
                        select fingerprint, stage, failure_class, sample_message, first_seen, last_seen
                        from dead_letter_cause where fingerprint in (<some>) order by last_seen desc, last_id desc
                        """)
                        .bindList("some", some)
                        .map((row, context) -> {
                            String fingerprint = row.getString("fingerprint");
                            Numbers numbers = groups.getOrDefault(fingerprint, new Numbers());
                            return new TriageQueries.Group(
                                    fingerprint,
                                    row.getString("stage"),
                                    row.getString("failure_class"),
                                    row.getString("sample_message"),
                                    numbers.count,
                                    numbers.open,
                                    row.getLong("first_seen"),
                                    row.getLong("last_seen"),
                                    recurred.contains(fingerprint),
                                    Arrays.stream(trends.getOrDefault(fingerprint, new long[TriageQueries.TREND_DAYS]))
                                            .boxed()
                                            .toList());
                        })
                        .forEach(group -> found.merge(group.fingerprint(), group, TriageQueries.Group::startingWith)));
        List<TriageQueries.Group> described = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            TriageQueries.Group group = found.get(fingerprint);
            if (group != null) {
                described.add(group);
            }
        }
        return described;
    }

    private Map<String, long[]> trends(List<String> fingerprints) {
        Map<String, long[]> trends = new HashMap<>();
        long first = today - TriageQueries.TREND_DAYS + 1;
        InLists.forEach(
                fingerprints,
                some -> handle.createQuery("""
                        select c.fingerprint, k.parked_on, sum(k.items) as items
                        from dead_letter_cause c join day_count k on k.cause = c.cause
                        where c.fingerprint in (<some>) and k.parked_on between :first and :last
                        group by c.fingerprint, k.parked_on
                        """)
                        .bindList("some", some)
                        .bind("first", first)
                        .bind("last", today)
                        .map((row, context) -> trends.computeIfAbsent(
                                                row.getString("fingerprint"),
                                                any -> new long[TriageQueries.TREND_DAYS])[
                                        (int) (row.getLong("parked_on") - first)] =
                                row.getLong("items"))
                        .list());
        return trends;
    }

    /** Those that are open again: every open one came after the last decision about one of them. */
    private Set<String> recurred(List<String> fingerprints) {
        Set<String> recurred = new HashSet<>();
        InLists.forEach(
                fingerprints,
                some -> recurred.addAll(handle.createQuery("""
                        select g.fingerprint from group_decision g
                        where g.fingerprint in (<some>) and g.last_decided_at <
                            (select min(l.parked_at) from dead_letter l
                                where l.fingerprint = g.fingerprint and l.state = 'OPEN')
                        """)
                        .bindList("some", some)
                        .mapTo(String.class)
                        .list()));
        return recurred;
    }
}
