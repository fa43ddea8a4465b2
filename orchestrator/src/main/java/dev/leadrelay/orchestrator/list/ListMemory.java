package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.QueuedLead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one list before an input. Answers must not change during one call of the machine. */
public interface ListMemory {
    /** The state; null for a list that is not known. */
    @Nullable
    ListState state();

    /** The lead's stub; null for a lead that was never taken in. */
    @Nullable
    LeadStub stub(String leadId);

    /** The part; null for one that was not taken in. */
    @Nullable
    PartStub part(int number);

    /**
     * Leads of a queue in the order of their sequence.
     *
     * @param fromSequence first sequence to look at; the machine never asks for one below the queue's live head
     * @param limit most entries to give
     */
    List<QueuedLead> queued(LeadQueue queue, long fromSequence, int limit);

    /**
     * Stubs in the order of the store's keys.
     *
     * @param afterLeadId give only stubs after this one; empty for the first
     * @param limit most stubs to give
     */
    List<LeadStub> stubs(String afterLeadId, int limit);
}
