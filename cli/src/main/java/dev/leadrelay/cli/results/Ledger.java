package dev.leadrelay.cli.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.leadrelay.schemas.records.ListProgress;

/**
 * The books of one list. The terminal and parked terms are counted in the result and dead-letter topics, the others are
 * the orchestrator's counters; the list balances only when both agree and everything adds up.
 *
 * @param listId the list
 * @param accepted distinct leads taken in
 * @param delivered leads with a draft
 * @param disqualified leads that do not fit
 * @param discarded leads given up
 * @param parked leads that wait for a decision
 * @param active leads being worked on
 * @param queued leads not yet admitted
 * @param balanced whether the books are right
 * @param duplicates rows and leads that stood in the list before, outside the sum
 * @param unattributed leads of refused parts, outside the sum
 * @param modelCalls model calls charged
 * @param costMicros cost charged, in millionths of the currency unit
 */
@JsonPropertyOrder({
    "listId",
    "accepted",
    "delivered",
    "disqualified",
    "discarded",
    "parked",
    "active",
    "queued",
    "balanced",
    "duplicates",
    "unattributed",
    "modelCalls",
    "costMicros"
})
public record Ledger(
        String listId,
        long accepted,
        long delivered,
        long disqualified,
        long discarded,
        long parked,
        long active,
        long queued,
        boolean balanced,
        long duplicates,
        long unattributed,
        long modelCalls,
        long costMicros) {

    /**
     * The books of a list.
     *
     * @param progress the orchestrator's counters
     * @param counted what the topics hold
     * @param duplicateRows rows of the submitted file that stood there before
     */
    public static Ledger of(ListProgress progress, ListOutcome counted, long duplicateRows) {
        long delivered = counted.delivered();
        long disqualified = counted.disqualified();
        long discarded = counted.discarded();
        long parked = counted.parked();
        boolean agreed = delivered == progress.getDelivered()
                && disqualified == progress.getDisqualified()
                && discarded == progress.getDiscarded()
                && parked == progress.getParked();
        long sum = delivered + disqualified + discarded + parked + progress.getActive() + progress.getQueued();
        return new Ledger(
                progress.getListId(),
                progress.getAccepted(),
                delivered,
                disqualified,
                discarded,
                parked,
                progress.getActive(),
                progress.getQueued(),
                progress.getBalanced() && agreed && sum == progress.getAccepted(),
                progress.getDuplicates() + duplicateRows,
                progress.getUnattributed(),
                progress.getModelCalls(),
                progress.getSpentMicros());
    }

    /** True when the books are right and nothing is left to be done without a person: what a demo calls success. */
    public boolean closed() {
        return balanced && settled();
    }

    /** True when nothing is left to be done without a person. */
    public boolean settled() {
        return active == 0 && queued == 0;
    }
}
