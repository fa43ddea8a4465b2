package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.QueuedLead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which leads of a list go on: resumed ones first, then new ones in order, as long as window and budget last.
 * All new leads of a list have the same cap, so one that does not fit ends the look at them; resumed ones differ, so
 * the look goes on behind one that does not fit, and starts the next time where it stopped.
 */
final class Admission {
    private static final int LOOK = 64;
    private static final int BATCH = 500;

    private Admission() {}

    static void run(ListStep step) {
        if (!step.state().getCancelled()) {
            admitResumed(step);
            admitNew(step);
        }
    }

    /** True when a new lead may start without waiting: nobody waits before it, and window and budget have room. */
    static boolean hasRoom(ListState.Builder state, long capMicros) {
        return !state.getCancelled()
                && state.getQueueLength() == 0
                && state.getResumeLength() == 0
                && room(state) > 0
                && Ledger.covers(state, capMicros);
    }

    /** Starts or resumes a lead. */
    static void admit(ListStep step, AdmissionKind kind, LeadStub stub, @Nullable Lead lead) {
        LeadStub.Builder next = LeadStub.newBuilder(stub);
        Ledger.move(step.state(), next, LedgerStatus.ACTIVE);
        Ledger.reserve(step.state(), next);
        LeadStub admitted = next.build();
        step.put(admitted);
        step.admit(kind, admitted, lead, List.of());
    }

    private static long room(ListState.Builder state) {
        return state.getWindow() - state.getWindowUsed();
    }

    private static void admitNew(ListStep step) {
        ListState.Builder state = step.state();
        long room = Math.min(room(state), BATCH);
        long cap = Ledger.bounded(state.getSettings().getMaxCostMicrosPerLead());
        if (room <= 0 || state.getQueueLength() == 0 || !Ledger.covers(state, cap)) {
            return;
        }
        for (QueuedLead queued : step.memory().queued(LeadQueue.NEW, state.getQueueHead(), (int) room)) {
            LeadStub stub = step.stub(queued.getLeadId());
            if (stub != null && stub.getStatus() == LedgerStatus.QUEUED) {
                if (!Ledger.covers(state, Ledger.remaining(stub))) {
                    return;
                }
                admit(step, AdmissionKind.START, stub, queued.getLead());
            }
            step.dequeue(LeadQueue.NEW, queued.getSequence());
            state.setQueueHead(queued.getSequence() + 1);
        }
    }

    private static void admitResumed(ListStep step) {
        ListState.Builder state = step.state();
        if (room(state) <= 0 || state.getResumeLength() == 0) {
            return;
        }
        long from = Math.max(state.getResumeScan(), state.getResumeHead());
        List<QueuedLead> look = step.memory().queued(LeadQueue.RESUMED, from, LOOK);
        if (look.isEmpty()) {
            from = state.getResumeHead();
            look = step.memory().queued(LeadQueue.RESUMED, from, LOOK);
        }
        long firstKept = -1;
        long next = from;
        for (QueuedLead queued : look) {
            if (room(state) <= 0) {
                break;
            }
            if (!resume(step, queued) && firstKept < 0) {
                firstKept = queued.getSequence();
            }
            next = queued.getSequence() + 1;
        }
        if (from == state.getResumeHead()) {
            state.setResumeHead(firstKept >= 0 ? firstKept : next);
        }
        state.setResumeScan(look.size() < LOOK && room(state) > 0 ? state.getResumeHead() : next);
    }

    /** Resumes a lead if it fits; false when it goes on waiting. */
    private static boolean resume(ListStep step, QueuedLead queued) {
        LeadStub stub = step.stub(queued.getLeadId());
        if (stub != null && stub.getStatus() == LedgerStatus.WAITING) {
            if (!Ledger.covers(step.state(), Ledger.remaining(stub))) {
                return false;
            }
            admit(step, AdmissionKind.RESUME, stub, null);
        }
        step.dequeue(LeadQueue.RESUMED, queued.getSequence());
        return true;
    }
}
