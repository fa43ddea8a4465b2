package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.FailureClass;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What a policy needs to know of the store: the index finds what may be due, the database says how it stands. Thread-safe. */
final class PolicyQueries {
    private final Jdbi jdbi;
    private final LetterIndex index;

    PolicyQueries(Jdbi jdbi, LetterIndex index) {
        this.jdbi = jdbi;
        this.index = index;
    }

    /**
     * Part of what a search finds.
     *
     * @param next behind which the next part begins; null when this is the last
     */
    record Part(List<TriagePolicy.Case> cases, @Nullable Cursor next) {}

    /**
     * Open dead letters of leads that nobody has decided anything about. A decision that was refused, or a pin, leaves the rest to
     * people.
     *
     * @param after where the part before ended; null for the first
     */
    Part open(TriagePolicy.Search search, @Nullable Cursor after, int limit) {
        String failureClass =
                search.failureClass() == null ? null : search.failureClass().name();
        List<Cursor> places = index.page(
                new ItemFilter(
                        null, null, failureClass, ItemState.OPEN.name(), null, null, null, search.parkedBefore()),
                after,
                limit);
        return new Part(
                cases(places.stream().map(Cursor::id).toList()), places.size() < limit ? null : places.getLast());
    }

    private List<TriagePolicy.Case> cases(List<String> ids) {
        List<TriagePolicy.Case> cases = new ArrayList<>();
        jdbi.useHandle(handle -> InLists.forEach(
                ids,
                some -> handle.createQuery("""
                        select l.id, l.failure_class, l.parked_at,
                            (select count(*) from decision d join dead_letter e on e.id = d.dead_letter_id
                                where e.lead_key = l.lead_key and e.stage = l.stage
                                    and d.by_policy = true and d.kind = 'RETRY') as retried
                        from dead_letter l
                        where l.id in (<ids>) and l.state = 'OPEN' and l.attributed = true
                            and not exists (select 1 from decision p where p.dead_letter_id = l.id)
                        """)
                        .bindList("ids", some)
                        .map((row, context) -> new TriagePolicy.Case(
                                row.getString("id"),
                                failureClass(row.getString("failure_class")),
                                row.getLong("parked_at"),
                                row.getInt("retried")))
                        .forEach(cases::add)));
        return cases;
    }

    /** A class that a newer version has written is nobody's business here. */
    private static FailureClass failureClass(String name) {
        for (FailureClass each : FailureClass.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return FailureClass.UNKNOWN;
    }
}
