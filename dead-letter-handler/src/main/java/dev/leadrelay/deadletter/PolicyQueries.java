package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.FailureClass;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What a policy needs to know of the store. Thread-safe. */
final class PolicyQueries {
    private final Jdbi jdbi;

    PolicyQueries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Open dead letters of leads that nobody has decided anything about, behind an id, in the order of their ids. A decision that was
     * refused, or a pin, leaves the rest to people.
     */
    List<TriagePolicy.Case> open(String afterId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select l.id, l.failure_class, l.parked_at,
                            (select count(*) from decision d join dead_letter e on e.id = d.dead_letter_id
                                where e.lead_key = l.lead_key and e.stage = l.stage
                                    and d.by_policy = true and d.kind = 'RETRY') as retried
                        from dead_letter l
                        where l.state = 'OPEN' and l.attributed = true and l.id > :after
                            and not exists (select 1 from decision p where p.dead_letter_id = l.id)
                        order by l.id limit :limit
                        """)
                .bind("after", afterId)
                .bind("limit", limit)
                .map((row, context) -> new TriagePolicy.Case(
                        row.getString("id"),
                        failureClass(row.getString("failure_class")),
                        row.getLong("parked_at"),
                        row.getInt("retried")))
                .list());
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
