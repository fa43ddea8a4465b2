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

/** Counts the dead letters of a filter by fingerprint and says of each what all of its dead letters tell. */
final class GroupQuery {
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
    private final LetterIndex index;
    private final ItemFilter filter;
    private final long today;
    private final Map<String, Numbers> groups = new HashMap<>();

    /** @param today day, counted from the epoch, on which trends end */
    GroupQuery(Handle handle, LetterIndex index, ItemFilter filter, long today) {
        this.handle = handle;
        this.index = index;
        this.filter = filter;
        this.today = today;
    }

    /** The groups with the most open dead letters first. */
    List<TriageQueries.Group> run(int limit) {
        index.counts(filter)
                .forEach(count -> groups.computeIfAbsent(count.fingerprint(), any -> new Numbers())
                        .add(count.state(), count.items()));
        List<String> first = groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Numbers>>comparingLong(group -> -group.getValue().open)
                        .thenComparingLong(group -> -group.getValue().count)
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        return described(first);
    }

    private List<TriageQueries.Group> described(List<String> fingerprints) {
        if (fingerprints.isEmpty()) {
            return List.of();
        }
        Map<String, TriageQueries.Group> found = new HashMap<>();
        Map<String, long[]> trends = index.trends(fingerprints, today - TriageQueries.TREND_DAYS + 1, today);
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
