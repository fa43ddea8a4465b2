package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.QueuedLead;
import org.jspecify.annotations.Nullable;

/** What the lead machine's reports change in the books. */
final class Reports {
    private Reports() {}

    static void take(ListStep step, LeadEnded ended) {
        LeadStub stub = step.stub(ended.getLeadId());
        if (stub == null) {
            step.count("report.unknown-lead");
        } else if (ended.getTransition() <= stub.getTransition()) {
            step.count("report.stale");
        } else {
            switch (ended.getKind()) {
                case SETTLED -> settle(step, stub, ended);
                case RESUME_ASKED -> queueToResume(step, stub, ended);
                case COST_CORRECTED -> step.put(charged(step, stub, ended).build());
                case UNKNOWN -> step.count("report.unexpected");
            }
        }
    }

    private static LeadStub.Builder charged(ListStep step, LeadStub stub, LeadEnded ended) {
        LeadStub.Builder next = LeadStub.newBuilder(stub).setTransition(ended.getTransition());
        Ledger.charge(step.state(), next, ended);
        return next;
    }

    private static void settle(ListStep step, LeadStub stub, LeadEnded ended) {
        LedgerStatus to = settled(ended.getStatus());
        if (to == LedgerStatus.UNKNOWN || Ledger.terminal(stub.getStatus())) {
            step.count("report.unexpected");
            return;
        }
        ListState.Builder state = step.state();
        LeadStub.Builder next = charged(step, stub, ended);
        if (Ledger.release(state, next)) {
            state.setEndedSinceWindow(state.getEndedSinceWindow() + 1);
        }
        leaveQueue(step, stub);
        Ledger.move(state, next, to);
        step.put(next.build());
    }

    private static void queueToResume(ListStep step, LeadStub stub, LeadEnded ended) {
        if (stub.getStatus() != LedgerStatus.PARKED) {
            step.count("report.unexpected");
            return;
        }
        ListState.Builder state = step.state();
        LeadStub.Builder next = charged(step, stub, ended);
        next.setCapTokens(raised(next.getCapTokens(), ended.getRaiseTokens()));
        next.setCapCostMicros(raised(next.getCapCostMicros(), ended.getRaiseCostMicros()));
        Ledger.move(state, next, LedgerStatus.WAITING);
        long sequence = state.getNextResume();
        state.setNextResume(sequence + 1);
        LeadStub waiting = next.setSequence(sequence).build();
        step.put(waiting);
        // One that was told of a cancel ends without us; a list that is being cancelled reaches the others in its turn.
        if (!waiting.getCancelTold()) {
            step.enqueue(LeadQueue.RESUMED, new QueuedLead(sequence, waiting.getLeadId(), null));
        }
    }

    /** A lead that ends without its turn must not stay in a queue; a told one was taken out when it was told. */
    private static void leaveQueue(ListStep step, LeadStub stub) {
        if (stub.getCancelTold()) {
            return;
        }
        if (stub.getStatus() == LedgerStatus.WAITING) {
            step.dequeue(LeadQueue.RESUMED, stub.getSequence());
        } else if (stub.getStatus() == LedgerStatus.QUEUED) {
            step.dequeue(LeadQueue.NEW, stub.getSequence());
        }
    }

    private static LedgerStatus settled(LeadStatus status) {
        return switch (status) {
            case PARKED -> LedgerStatus.PARKED;
            case DELIVERED -> LedgerStatus.DELIVERED;
            case DISQUALIFIED -> LedgerStatus.DISQUALIFIED;
            case DISCARDED -> LedgerStatus.DISCARDED;
            case QUEUED, RESEARCHING, SCORING, WRITING, WAITING, UNKNOWN -> LedgerStatus.UNKNOWN;
        };
    }

    private static long raised(long cap, @Nullable Long by) {
        return by == null ? cap : Ledger.bounded(cap + Ledger.bounded(by));
    }
}
