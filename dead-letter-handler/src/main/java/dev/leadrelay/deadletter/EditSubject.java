package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What an editor starts from. Immutable but for the tree, which nobody changes.
 *
 * @param kind RETRY_EDITED or ACCEPT
 * @param schema of what it has to become
 * @param record the request or the candidate; null where only the model's raw reply came back
 * @param text the same for the JSON editor; a raw reply as it was
 * @param cut whether a raw reply is longer than that
 */
record EditSubject(
        DecisionKind kind, Schema schema, @Nullable JsonNode record, String text, boolean cut) {

    /** What is edited for a decision; a {@link RequestException} with status 409 where there is nothing to edit. */
    static EditSubject of(DeadLetter letter, DecisionKind kind) {
        Object edited = kind == DecisionKind.ACCEPT ? letter.getCandidate() : letter.getRequest();
        if (edited instanceof IndexedRecord fields) {
            JsonNode tree = RecordTree.of(fields);
            return new EditSubject(kind, fields.getSchema(), tree, RecordForm.indented(tree), false);
        }
        Optional<Schema> outcome = AcceptCheck.outcomeOf(letter.getStage());
        if (edited != null && kind == DecisionKind.ACCEPT && outcome.isPresent()) {
            String reply = edited.toString();
            boolean cut = reply.length() > RecordForm.MOST_JSON;
            return new EditSubject(kind, outcome.get(), null, Columns.fit(reply, RecordForm.MOST_JSON), cut);
        }
        throw new RequestException(
                409,
                kind == DecisionKind.ACCEPT
                        ? "nothing came back that could be accepted; retry it, edited or not, or discard it"
                        : "there is no request that could be edited");
    }

    /** The tree from which the fields of a form are filled. */
    JsonNode base(@Nullable String carried) {
        if (carried != null) {
            return EditText.tree(carried);
        }
        if (record == null) {
            throw new RequestException(400, "the form is incomplete; load the page of the dead letter again");
        }
        return record;
    }

    /** What a decision carries: nothing for the candidate as it came back. */
    @Nullable
    JsonNode changed(JsonNode tree) {
        boolean same = kind == DecisionKind.ACCEPT
                && record != null
                && TreeDiff.of(record, tree).isEmpty();
        return same ? null : tree;
    }
}
