package dev.leadrelay.deadletter;

import org.jdbi.v3.core.Handle;

/** Notes when the dead letters of a cause were last decided about, so that a group need not be read whole to tell. */
final class GroupRows {
    private static final String LATER = """
            update group_decision set last_decided_at = case when last_decided_at < :at then :at else last_decided_at end
            where fingerprint = :fingerprint
            """;

    private static final String FIRST =
            "insert into group_decision (fingerprint, last_decided_at) values (:fingerprint, :at)";

    private GroupRows() {}

    /** Notes the decisions about a dead letter that stands in the store. */
    static void decided(Handle handle, String deadLetterId) {
        handle.createQuery("""
                        select l.fingerprint, max(d.decided_at) as at_last
                        from dead_letter l join decision d on d.dead_letter_id = l.id
                        where l.id = :id group by l.fingerprint
                        """)
                .bind("id", deadLetterId)
                .map((row, context) -> new LastDecided(row.getString("fingerprint"), row.getLong("at_last")))
                .findOne()
                .ifPresent(last -> note(handle, last));
    }

    private static void note(Handle handle, LastDecided last) {
        if (write(handle, LATER, last) == 0) {
            write(handle, FIRST, last);
        }
    }

    private static int write(Handle handle, String sql, LastDecided last) {
        return handle.createUpdate(sql)
                .bind("fingerprint", last.fingerprint())
                .bind("at", last.at())
                .execute();
    }

    private record LastDecided(String fingerprint, long at) {}
}
