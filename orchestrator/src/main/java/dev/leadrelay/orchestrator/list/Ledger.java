package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ListState;
import java.time.Instant;

/**
 * The books of a list: one counter per status, each moved by itself and none ever computed from the others; what is
 * spent, and what is reserved for active leads.
 */
final class Ledger {
    /** Most that a lead may count, in tokens or millionths: sums over any list stay far from overflow. */
    static final long MOST_PER_LEAD = 1L << 40;

    private static final String BUDGET = "BUDGET";

    private Ledger() {}

    /** Enters a new lead. */
    static void enter(ListState.Builder state, LedgerStatus status) {
        state.setAccepted(state.getAccepted() + 1);
        add(state, status, 1);
    }

    /** Moves a lead from the term it counts in to another. */
    static void move(ListState.Builder state, LeadStub.Builder stub, LedgerStatus to) {
        add(state, stub.getStatus(), -1);
        add(state, to, 1);
        stub.setStatus(to);
    }

    /** Takes a place of the window and reserves what the lead may still cost. */
    static void reserve(ListState.Builder state, LeadStub.Builder stub) {
        stub.setInWindow(true);
        state.setWindowUsed(state.getWindowUsed() + 1);
        setReserved(state, stub, remaining(stub));
    }

    /** Gives place and reservation back; true when the lead held a place. */
    static boolean release(ListState.Builder state, LeadStub.Builder stub) {
        setReserved(state, stub, 0);
        if (!stub.getInWindow()) {
            return false;
        }
        stub.setInWindow(false);
        state.setWindowUsed(state.getWindowUsed() - 1);
        return true;
    }

    /** Charges what the lead has cost by now, which replaces what was charged before. */
    static void charge(ListState.Builder state, LeadStub.Builder stub, LeadEnded ended) {
        int calls = Math.max(0, ended.getModelCalls());
        long tokens = bounded(ended.getTokens());
        long micros = bounded(ended.getCostMicros());
        state.setModelCalls(state.getModelCalls() - stub.getChargedCalls() + calls);
        state.setTokens(state.getTokens() - stub.getChargedTokens() + tokens);
        state.setSpentMicros(state.getSpentMicros() - stub.getChargedMicros() + micros);
        stub.setChargedCalls(calls).setChargedTokens(tokens).setChargedMicros(micros);
        if (stub.getInWindow()) {
            setReserved(state, stub, remaining(stub));
        }
    }

    static long bounded(long amount) {
        return Math.min(MOST_PER_LEAD, Math.max(0, amount));
    }

    /** What a lead may still cost. */
    static long remaining(LeadStub.Builder stub) {
        return remaining(stub.getCapCostMicros(), stub.getChargedMicros());
    }

    static long remaining(LeadStub stub) {
        return remaining(stub.getCapCostMicros(), stub.getChargedMicros());
    }

    private static long remaining(long cap, long charged) {
        return Math.max(0, cap - charged);
    }

    /** True when the budget covers all that is spent and reserved, and {@code micros} more. */
    static boolean covers(ListState.Builder state, long micros) {
        Long budget = state.getMaxCostMicros();
        return budget == null || micros <= budget - state.getSpentMicros() - state.getReservedMicros();
    }

    /** True when every part is in, and every lead that their headers announced. */
    private static boolean wholeListIn(ListState.Builder state) {
        Integer last = state.getLastPart();
        return last != null && state.getPartsReceived() == last + 1 && state.getLeadsSeen() == state.getLeadsExpected();
    }

    static boolean complete(ListState.Builder state) {
        long ended = state.getDelivered() + state.getDisqualified() + state.getDiscarded();
        return wholeListIn(state) && state.getAccepted() == ended;
    }

    private static boolean settled(ListState.Builder state) {
        return wholeListIn(state) && state.getActive() == 0 && state.getQueued() + state.getWaiting() == 0;
    }

    /**
     * True when leads wait and only more budget lets any of them go on: none is active, whose reservation could come
     * back. To be asked after an admission run, which has looked at the resumed ones.
     */
    static boolean blocked(ListState.Builder state) {
        long cap = bounded(state.getSettings().getMaxCostMicrosPerLead());
        return state.getMaxCostMicros() != null
                && !state.getCancelled()
                && state.getActive() == 0
                && state.getQueueLength() + state.getResumeLength() > 0
                && (state.getQueueLength() == 0 || !covers(state, cap));
    }

    static boolean terminal(LedgerStatus status) {
        return status == LedgerStatus.DELIVERED
                || status == LedgerStatus.DISQUALIFIED
                || status == LedgerStatus.DISCARDED;
    }

    static ListProgress progress(ListState.Builder state, Instant now) {
        long queued = state.getQueued() + state.getWaiting();
        long sum = state.getDelivered()
                + state.getDisqualified()
                + state.getDiscarded()
                + state.getParked()
                + state.getActive()
                + queued;
        Integer last = state.getLastPart();
        return ListProgress.newBuilder()
                .setListId(state.getListId())
                .setSource(state.getSource())
                .setAccepted(state.getAccepted())
                .setDelivered(state.getDelivered())
                .setDisqualified(state.getDisqualified())
                .setDiscarded(state.getDiscarded())
                .setParked(state.getParked())
                .setActive(state.getActive())
                .setQueued(queued)
                .setDuplicates(state.getDuplicates())
                .setUnattributed(state.getUnattributed())
                .setBalanced(state.getAccepted() == sum)
                .setComplete(complete(state))
                .setSettled(settled(state))
                .setCancelled(state.getCancelled())
                .setBlocked(blocked(state) ? BUDGET : null)
                .setPartsReceived(state.getPartsReceived())
                .setPartsExpected(last == null ? null : Integer.valueOf(last + 1))
                .setWindow(state.getWindow())
                .setModelCalls(state.getModelCalls())
                .setTokens(state.getTokens())
                .setSpentMicros(state.getSpentMicros())
                .setReservedMicros(state.getReservedMicros())
                .setMaxCostMicros(state.getMaxCostMicros())
                .setSubmittedAt(state.getSubmittedAt())
                .setUpdatedAt(now)
                .build();
    }

    private static void setReserved(ListState.Builder state, LeadStub.Builder stub, long micros) {
        state.setReservedMicros(state.getReservedMicros() - stub.getReservedMicros() + micros);
        stub.setReservedMicros(micros);
    }

    private static void add(ListState.Builder state, LedgerStatus status, long by) {
        switch (status) {
            case QUEUED -> state.setQueued(state.getQueued() + by);
            case WAITING -> state.setWaiting(state.getWaiting() + by);
            case ACTIVE -> state.setActive(state.getActive() + by);
            case PARKED -> state.setParked(state.getParked() + by);
            case DELIVERED -> state.setDelivered(state.getDelivered() + by);
            case DISQUALIFIED -> state.setDisqualified(state.getDisqualified() + by);
            case DISCARDED -> state.setDiscarded(state.getDiscarded() + by);
            case UNKNOWN -> throw new IllegalArgumentException("no term of the ledger is called UNKNOWN");
        }
    }
}
