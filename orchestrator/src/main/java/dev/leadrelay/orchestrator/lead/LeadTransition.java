package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadState;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What an input changes.
 *
 * @param stateChanged true when {@code state} is to be written, or deleted when it is null
 * @param state the state after the input; null when the lead is not known, or is to be forgotten
 * @param payloads payloads to write, each of its {@link LeadPayload#type()}
 * @param dropPayloads true when all payloads are to be deleted; then {@code payloads} is empty
 * @param effects what to send and arm, in order
 */
public record LeadTransition(
        boolean stateChanged,
        @Nullable LeadState state,
        Map<LeadPayload, SpecificRecord> payloads,
        boolean dropPayloads,
        List<LeadEffect> effects) {

    public LeadTransition {
        payloads = Map.copyOf(payloads);
        effects = List.copyOf(effects);
    }
}
