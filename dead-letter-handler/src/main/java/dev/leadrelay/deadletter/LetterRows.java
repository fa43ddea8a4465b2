package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.ReleasedSchemas;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes dead letters into their table. */
final class LetterRows {
    /** The form of the records in the store; needs no registry. */
    static final StoreCodec<DeadLetter> RECORDS = StoreCodec.of(DeadLetter.class, ReleasedSchemas.of(DeadLetter.class));

    private static final int KEY = 1_000;
    private static final int LIST = 500;
    private static final int TOPIC = 300;
    private static final int CODES = 1_000;

    private static final String INSERT = """
            insert into dead_letter (id, lead_key, list_id, attributed, original_topic, stage, failure_class, message,
                violation_codes, fingerprint, attempt, run_id, parked_at, state, occurrences, seen_topic,
                seen_partition, seen_offset, record, cause)
            values (:id, :leadKey, :listId, :attributed, :originalTopic, :stage, :failureClass, :message, :codes,
                :fingerprint, :attempt, :runId, :parkedAt, 'OPEN', 1, :topic, :partition, :offset, :record, :cause)
            """;

    private static final String REPLACE = """
            update dead_letter set lead_key = :leadKey, list_id = :listId, attributed = :attributed,
                original_topic = :originalTopic, stage = :stage, failure_class = :failureClass, message = :message,
                violation_codes = :codes, fingerprint = :fingerprint, attempt = :attempt, run_id = :runId,
                parked_at = :parkedAt, occurrences = occurrences + 1, seen_topic = :topic,
                seen_partition = :partition, seen_offset = :offset, record = :record, cause = :cause
            where id = :id and (parked_at < :parkedAt or (parked_at = :parkedAt and (seen_topic < :topic
                or (seen_topic = :topic and (seen_partition < :partition
                or (seen_partition = :partition and seen_offset < :offset))))))
            """;

    private static final String COUNT = "update dead_letter set occurrences = occurrences + 1 where id = :id";

    private LetterRows() {}

    /** Adds dead letters, those at once that are new. Of several with one identifier the latest is kept and the number counted. */
    static void add(Handle handle, List<Fact.Letter> facts, Set<String> stored) {
        Set<String> known = new HashSet<>(stored);
        List<Fact.Letter> again = new ArrayList<>();
        try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
            for (Fact.Letter fact : facts) {
                if (known.add(fact.letter().getDeadLetterId())) {
                    bind(batch, fact).add();
                } else {
                    again.add(fact);
                }
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
        for (Fact.Letter fact : again) {
            if (bind(handle.createUpdate(REPLACE), fact).execute() == 0) {
                handle.createUpdate(COUNT)
                        .bind("id", fact.letter().getDeadLetterId())
                        .execute();
            }
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Fact.Letter fact) {
        DeadLetter letter = fact.letter();
        OriginalRecord original = letter.getOriginal();
        String codes = letter.getViolations().stream().map(Violation::getCode).collect(Collectors.joining(", "));
        String message = Columns.fit(letter.getMessage(), Columns.TEXT);
        String fingerprint = Columns.fit(letter.getFingerprint(), Columns.NAME);
        String cause = Counted.cause(
                fingerprint,
                letter.getStage().name(),
                letter.getFailureClass().name(),
                letter.getLeadKey() != null,
                message);
        return statement
                .bind("id", letter.getDeadLetterId())
                .bind("leadKey", Columns.fitNullable(letter.getLeadKey(), KEY))
                .bind("listId", Columns.fitNullable(letter.getListId(), LIST))
                .bind("attributed", letter.getLeadKey() != null)
                .bind("originalTopic", original == null ? null : Columns.fit(original.getTopic(), TOPIC))
                .bind("stage", letter.getStage().name())
                .bind("failureClass", letter.getFailureClass().name())
                .bind("message", message)
                .bind("codes", Columns.fit(codes, CODES))
                .bind("fingerprint", fingerprint)
                .bind("cause", cause)
                .bind("attempt", letter.getAttempt())
                .bind("runId", Columns.fitNullable(letter.getRunId(), Columns.NAME))
                .bind("parkedAt", letter.getParkedAt().toEpochMilli())
                .bind("topic", fact.source().topic())
                .bind("partition", fact.source().partition())
                .bind("offset", fact.source().offset())
                .bind("record", RECORDS.encode(letter));
    }
}
