package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListPartLead;

/** What can happen to a list. */
public sealed interface ListInput {

    /** The header of a part arrived; its leads follow. */
    record PartArrived(ListPart part) implements ListInput {}

    /** A lead of a part arrived. */
    record LeadArrived(ListPartLead lead) implements ListInput {}

    /** The lead machine reported. */
    record Reported(LeadEnded ended) implements ListInput {}

    /** Somebody ordered. */
    record Commanded(ListCommand command) implements ListInput {}

    /**
     * Time went by; to be given to every list that is not forgotten, about once per second or more often.
     *
     * @param capacity records that all running agents together can work on at once
     */
    record Tick(long capacity) implements ListInput {}
}
