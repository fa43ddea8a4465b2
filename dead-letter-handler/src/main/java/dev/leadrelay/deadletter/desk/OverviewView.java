package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The first page: the pipeline as it is now.
 *
 * @param at when the figures are from
 * @param trouble why lists and agents are only known as they were a while ago; empty while they are known
 * @param parkedAtIntake open dead letters of what did not come into the pipeline
 * @param rate leads that ended, by minute
 * @param ledger the six terms and whether they add up
 * @param lists the latest of them
 * @param knownLists how many there are
 */
public record OverviewView(
        String at,
        String trouble,
        long parkedAtIntake,
        List<StageBox> stages,
        Ledger ledger,
        String rate,
        String spent,
        long openLetters,
        long unreadable,
        List<AgentRow> agents,
        List<ListRow> lists,
        int knownLists,
        List<Bar> failures) {

    /**
     * A stage of the picture.
     *
     * @param x where it begins, in the picture's units
     * @param done requests that its agents have answered, each since it started
     * @param fill how much of its capacity works, 0 to 100
     * @param note why it is paused, or that nobody serves it; empty when all is well
     */
    public record StageBox(
            String name,
            int x,
            long waiting,
            long inFlight,
            long capacity,
            long done,
            long parked,
            int fill,
            String note) {}

    /** Sums over all lists. */
    public record Ledger(
            long accepted,
            long delivered,
            long disqualified,
            long discarded,
            long parked,
            long active,
            long queued,
            boolean balanced) {}

    /** An instance of an agent. */
    public record AgentRow(
            String stage, String instance, String state, String reason, int inFlight, int capacity, String seen) {}

    /**
     * A list.
     *
     * @param donePercent ended leads of those taken in
     * @param parkedPercent parked ones
     * @param note blocked, cancelled, complete; empty otherwise
     */
    public record ListRow(
            String id,
            String source,
            long accepted,
            long delivered,
            long disqualified,
            long discarded,
            long parked,
            long open,
            int donePercent,
            int parkedPercent,
            String spent,
            String note) {
        /** Address of its page. */
        public String href() {
            return Links.list(id);
        }
    }

    /** How often something stands open. */
    public record Bar(String name, long count, int percent) {}
}
