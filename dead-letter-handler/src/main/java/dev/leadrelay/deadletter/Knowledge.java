package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OutcomeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Decisions and answers that are known of some dead letters, by id. */
record Knowledge(Map<String, List<Standing.Decided>> decided, Map<String, List<Standing.Answered>> answered) {

    static Knowledge of(Handle handle, Collection<String> ids) {
        Map<String, List<Standing.Decided>> decided = new HashMap<>();
        Map<String, List<Standing.Answered>> answered = new HashMap<>();
        InLists.forEach(ids, some -> {
            handle.createQuery("select dead_letter_id, decision_id, kind from decision where dead_letter_id in (<ids>)")
                    .bindList("ids", some)
                    .map((row, context) -> decided.computeIfAbsent(
                                    row.getString("dead_letter_id"), id -> new ArrayList<>())
                            .add(new Standing.Decided(
                                    row.getString("decision_id"), DecisionKind.valueOf(row.getString("kind")))))
                    .list();
            handle.createQuery("""
                            select dead_letter_id, decision_id, outcome, reason, answered_at from outcome
                            where dead_letter_id in (<ids>)
                            """)
                    .bindList("ids", some)
                    .map((row, context) -> answered.computeIfAbsent(
                                    row.getString("dead_letter_id"), id -> new ArrayList<>())
                            .add(new Standing.Answered(
                                    row.getString("decision_id"),
                                    OutcomeKind.valueOf(row.getString("outcome")),
                                    row.getString("reason"),
                                    row.getLong("answered_at"))))
                    .list();
        });
        return new Knowledge(decided, answered);
    }

    Standing standing(String id, boolean attributed) {
        return Standing.of(attributed, decided.getOrDefault(id, List.of()), answered.getOrDefault(id, List.of()));
    }

    /** Counts the decisions on a dead letter; a decision about no known lead is its own outcome. */
    void count(String id, @Nullable Counted letter, Tally tally, long number) {
        String unanswered = letter != null && !letter.attributed() ? "APPLIED" : "PENDING";
        for (Standing.Decided decision : decided.getOrDefault(id, List.of())) {
            String outcome = answered.getOrDefault(id, List.of()).stream()
                    .filter(answer -> answer.decisionId().equals(decision.decisionId()))
                    .map(answer -> answer.outcome().name())
                    .findFirst()
                    .orElse(unanswered);
            tally.add(decision.kind().name(), outcome, number);
        }
    }
}
