package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.validation.PipelineGates;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Says beforehand what schema and gates will say of a decision: RETRY with the request as it was, RETRY_EDITED with the
 * edited one, ACCEPT with an outcome. Writes nothing. Thread-safe.
 */
final class DecisionCheck {
    private static final Checked NO_GATES =
            new Checked.Impossible("this handler cannot ask the gates, for it knows neither"
                    + " profiles nor seller; set leadrelay.dead-letter-handler.profiles-dir and .seller");

    private final @Nullable PipelineGates gates;

    /** @param gates the gates as the orchestrator has them; null when this handler does not know what they need */
    DecisionCheck(@Nullable PipelineGates gates) {
        this.gates = gates;
    }

    /** True for the kinds of decision that are only taken when their check finds nothing. */
    static boolean isNeededFor(DecisionKind kind) {
        return kind == DecisionKind.RETRY_EDITED || kind == DecisionKind.ACCEPT;
    }

    Checked check(DeadLetter letter, DecisionRequest request) {
        if (gates == null) {
            return NO_GATES;
        }
        return switch (request.kind()) {
            case RETRY, RETRY_EDITED -> retry(gates, letter, request);
            case ACCEPT -> new AcceptCheck(gates).check(letter, request.edited(), request.waive());
            case DISCARD, APPROVE, RAISE_BUDGET, PIN, UNKNOWN ->
                new Checked.Impossible(
                        "there is nothing to check in " + request.kind() + "; only RETRY, RETRY_EDITED and ACCEPT are");
        };
    }

    private static Checked retry(PipelineGates gates, DeadLetter letter, DecisionRequest request) {
        if (!(letter.getRequest() instanceof IndexedRecord asked)) {
            return new Checked.Impossible("it carries no request, so there is nothing to edit or to check");
        }
        if (request.kind() == DecisionKind.RETRY) {
            return new EditCheck(gates).unedited(asked);
        }
        JsonNode edited = request.edited();
        return edited == null
                ? new Checked.Impossible("RETRY_EDITED needs the edited request as 'input'")
                : new EditCheck(gates).edited(asked, edited);
    }
}
