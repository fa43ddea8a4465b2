package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.QueuedLead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the leads of a cancelled list, a batch at a time, each once. */
final class Cancelling {
    private Cancelling() {}

    static void tell(ListStep step, int batch) {
        ListState.Builder state = step.state();
        if (!state.getCancelled() || state.getCancelDone()) {
            return;
        }
        List<LeadStub> stubs = step.memory().stubs(state.getCancelCursor(), batch);
        for (LeadStub stub : stubs) {
            if (!stub.getCancelTold() && !Ledger.terminal(stub.getStatus())) {
                tell(step, stub);
            }
            state.setCancelCursor(stub.getLeadId());
        }
        if (stubs.size() < batch) {
            state.setCancelDone(true);
            state.setQueueHead(state.getNextSequence());
            state.setResumeHead(state.getNextResume()).setResumeScan(state.getNextResume());
        }
    }

    private static void tell(ListStep step, LeadStub stub) {
        Lead lead = null;
        if (stub.getStatus() == LedgerStatus.QUEUED) {
            // The lead machine has never seen this lead, yet it writes the result.
            lead = payload(step, stub);
            step.dequeue(LeadQueue.NEW, stub.getSequence());
        } else if (stub.getStatus() == LedgerStatus.WAITING) {
            step.dequeue(LeadQueue.RESUMED, stub.getSequence());
        }
        LeadStub told = LeadStub.newBuilder(stub).setCancelTold(true).build();
        step.put(told);
        step.admit(AdmissionKind.CANCEL, told, lead, List.of());
    }

    private static @Nullable Lead payload(ListStep step, LeadStub stub) {
        List<QueuedLead> found = step.memory().queued(LeadQueue.NEW, stub.getSequence(), 1);
        return found.isEmpty() || !found.get(0).getLeadId().equals(stub.getLeadId())
                ? null
                : found.get(0).getLead();
    }
}
