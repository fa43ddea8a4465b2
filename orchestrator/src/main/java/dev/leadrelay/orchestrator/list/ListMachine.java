package dev.leadrelay.orchestrator.list;

import java.time.Instant;

/** The state machine of one list. Pure, total and thread-safe. */
public final class ListMachine {

    /**
     * A machine over the lead gate.
     *
     * @param gate decides which leads are rejected at intake; an exception of it rejects the lead
     */
    public ListMachine(LeadGate gate, ListLimits limits) {}

    /**
     * What the input changes. Never throws for anything the records can hold.
     *
     * @param listId key of the record that brought the input
     * @param memory what is remembered of that list
     * @param now time of the input
     */
    public ListTransition on(String listId, ListMemory memory, ListInput input, Instant now) {
        throw new UnsupportedOperationException();
    }
}
