package dev.leadrelay.deadletter;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a decision hands to the orchestrator beside its kind, checked.
 *
 * @param input the edited request, for RETRY_EDITED
 * @param candidate the outcome to go on with, for ACCEPT
 * @param waived codes that the person lets pass
 */
record DecisionContent(
        @Nullable SpecificRecord input, @Nullable SpecificRecord candidate, List<String> waived) {
    static final DecisionContent NONE = new DecisionContent(null, null, List.of());
}
