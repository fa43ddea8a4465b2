package dev.leadrelay.orchestrator.lead;

import java.time.Instant;

/** The state machine of one lead. Pure, total and thread-safe: an exception inside it parks the lead as INTERNAL. */
public final class LeadMachine {

    /**
     * A machine over the gates.
     *
     * @param limits time limits of a lead
     */
    public LeadMachine(StageGates gates, LeadLimits limits) {}

    /**
     * What the input changes. Never throws.
     *
     * @param leadKey key of the record that brought the input
     * @param memory what is remembered of that lead
     * @param now time of the input
     */
    public LeadTransition on(String leadKey, LeadMemory memory, LeadInput input, Instant now) {
        throw new UnsupportedOperationException();
    }
}
