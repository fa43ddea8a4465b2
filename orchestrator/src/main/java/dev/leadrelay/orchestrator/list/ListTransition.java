package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input changes.
 *
 * @param stateChanged true when {@code state} is to be written, or deleted when it is null
 * @param state the state after the input; null when the list is not known, or is forgotten
 * @param stubs leads to write
 * @param parts parts to write
 * @param effects what to send, queue and count, in order
 */
public record ListTransition(
        boolean stateChanged,
        @Nullable ListState state,
        List<LeadStub> stubs,
        List<PartStub> parts,
        List<ListEffect> effects) {

    public ListTransition {
        stubs = List.copyOf(stubs);
        parts = List.copyOf(parts);
        effects = List.copyOf(effects);
    }
}
