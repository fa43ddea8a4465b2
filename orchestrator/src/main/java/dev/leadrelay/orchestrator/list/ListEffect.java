package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.QueuedLead;

/** What the topology does for the list machine, in the transaction of the transition and in the order given. */
public sealed interface ListEffect {

    /** Tell the lead machine ({@code leads.admitted}, key leadKey). */
    record Admit(LeadAdmitted admission) implements ListEffect {}

    /** Write the dead letter of a part that was refused to {@code lists.dead-letters}, key listId. */
    record PartRefused(String listId, DeadLetter deadLetter) implements ListEffect {}

    /** Publish the list's ledger ({@code leads.progress}, key listId). */
    record Progress(ListProgress progress) implements ListEffect {}

    /** Put a lead into a queue. */
    record QueuePut(LeadQueue queue, QueuedLead lead) implements ListEffect {}

    /** Take a lead out of a queue. */
    record QueueDelete(LeadQueue queue, long sequence) implements ListEffect {}

    /** Delete everything that is remembered of the list: stubs, parts, what is left in queues. */
    record Forget(String listId) implements ListEffect {}

    /** Count something that a person may want to see ({@code name} is dotted lower case). */
    record Counted(String name) implements ListEffect {}
}
