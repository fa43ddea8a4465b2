package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How leads ended, and what is known of one. Thread-safe. */
final class LeadQueries {
    private static final String COLUMNS = """
            lead_key, list_id, status, reason, ended_at, cost_micros, external_id, who, company, total, tier, subject,
            seen_partition, seen_offset
            """;
    private static final int MOST_LETTERS = 200;

    private final Jdbi jdbi;
    private final String resultsTopic;

    LeadQueries(Jdbi jdbi, Topics topics) {
        this.jdbi = jdbi;
        this.resultsTopic = topics.leadResults().name();
    }

    Optional<LeadRow> end(String leadKey) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + COLUMNS + " from lead_end where lead_key = :key")
                        .bind("key", leadKey)
                        .map((row, context) -> end(row))
                        .findOne());
    }

    /**
     * Ended leads of a list, the latest first.
     *
     * @param after when the last of the page before ended, and its key; null for the first page
     */
    List<LeadRow> ofList(String listId, LeadFilter filter, @Nullable Cursor after, int limit) {
        StringBuilder sql = new StringBuilder("select " + COLUMNS + " from lead_end where list_id = :list");
        Map<String, Object> values = new HashMap<>(Map.of("list", listId, "limit", limit));
        if (filter.status() != null) {
            sql.append(" and status = :status");
            values.put("status", filter.status());
        }
        if (filter.tier() != null) {
            sql.append(" and tier = :tier");
            values.put("tier", filter.tier());
        }
        if (filter.text() != null) {
            sql.append(" and (lower(who) like :text escape '!' or lower(company) like :text escape '!'"
                    + " or lower(subject) like :text escape '!' or lower(reason) like :text escape '!')");
            values.put("text", "%" + filter.text().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
        }
        if (after != null) {
            sql.append(" and ended_at <= :at and (ended_at < :at or lead_key < :key)");
            values.put("at", after.parkedAt());
            values.put("key", after.id());
        }
        sql.append(" order by ended_at desc, lead_key desc limit :limit");
        return jdbi.withHandle(handle -> handle.createQuery(sql.toString())
                .bindMap(values)
                .map((row, context) -> end(row))
                .list());
    }

    /** Identifiers of a lead's dead letters, the earliest first. */
    List<String> letters(String leadKey) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id from dead_letter where lead_key = :key order by parked_at, id limit :limit")
                .bind("key", leadKey)
                .bind("limit", MOST_LETTERS)
                .mapTo(String.class)
                .list());
    }

    private LeadRow end(ResultSet row) throws SQLException {
        int total = row.getInt("total");
        boolean scored = !row.wasNull();
        return new LeadRow(
                new LeadEnd(
                        row.getString("lead_key"),
                        row.getString("list_id"),
                        row.getString("status"),
                        row.getString("reason"),
                        row.getLong("ended_at"),
                        row.getLong("cost_micros")),
                row.getString("external_id"),
                row.getString("who"),
                row.getString("company"),
                scored ? total : null,
                row.getString("tier"),
                row.getString("subject"),
                new Source(
                        resultsTopic,
                        row.getInt("seen_partition"),
                        row.getLong("seen_offset"),
                        row.getLong("ended_at")));
    }
}
