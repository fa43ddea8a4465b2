package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListPartLead;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.QueuedLead;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/**
 * Takes in single leads. One that the gate rejects goes to the lead machine at once, outside window and budget, since
 * it settles without an agent; so does one of a cancelled list.
 */
final class Arrivals {
    private final LeadGate gate;

    Arrivals(LeadGate gate) {
        this.gate = gate;
    }

    void take(ListStep step, ListPartLead arrived) {
        ListState.Builder state = step.state();
        PartStub part = step.memory().part(arrived.getPart());
        if (part == null || !part.getContentHash().equals(arrived.getContentHash())) {
            state.setUnattributed(state.getUnattributed() + 1);
            step.count("lead.unattributed");
            return;
        }
        state.setLeadsSeen(state.getLeadsSeen() + 1);
        String leadId = leadId(arrived);
        if (step.stub(leadId) != null) {
            state.setDuplicates(state.getDuplicates() + 1);
            step.count("lead.duplicate");
            return;
        }
        enter(step, leadId, arrived.getLead());
    }

    private void enter(ListStep step, String leadId, Lead arrived) {
        ListState.Builder state = step.state();
        LeadStub stub = LeadStub.newBuilder()
                .setLeadId(leadId)
                .setStatus(LedgerStatus.QUEUED)
                .setCapTokens(Ledger.bounded(state.getSettings().getMaxTokensPerLead()))
                .setCapCostMicros(Ledger.bounded(state.getSettings().getMaxCostMicrosPerLead()))
                .build();
        Ledger.enter(state, LedgerStatus.QUEUED);
        Lead lead = arrived.getLeadId().equals(leadId)
                ? arrived
                : Lead.newBuilder(arrived).setLeadId(leadId).build();
        if (state.getCancelled()) {
            LeadStub told = LeadStub.newBuilder(stub).setCancelTold(true).build();
            step.put(told);
            step.admit(AdmissionKind.CANCEL, told, lead, List.of());
            return;
        }
        Verdict verdict = check(arrived, state);
        if (!verdict.getPassed()) {
            reject(step, stub, lead, verdict);
        } else if (Admission.hasRoom(state, stub.getCapCostMicros())) {
            Admission.admit(step, AdmissionKind.START, stub, lead);
        } else {
            queue(step, stub, lead);
        }
    }

    private static void reject(ListStep step, LeadStub stub, Lead lead, Verdict verdict) {
        LeadStub.Builder rejected = LeadStub.newBuilder(stub);
        Ledger.move(step.state(), rejected, LedgerStatus.ACTIVE);
        step.put(rejected.build());
        step.admit(AdmissionKind.REJECTED, stub, lead, verdict.getViolations());
    }

    private static void queue(ListStep step, LeadStub stub, Lead lead) {
        ListState.Builder state = step.state();
        long sequence = state.getNextSequence();
        state.setNextSequence(sequence + 1);
        step.put(LeadStub.newBuilder(stub).setSequence(sequence).build());
        step.enqueue(LeadQueue.NEW, new QueuedLead(sequence, stub.getLeadId(), lead));
    }

    private Verdict check(Lead lead, ListState.Builder state) {
        try {
            return gate.check(lead, state.getSettings());
        } catch (RuntimeException e) {
            String message = "the lead gate failed: " + e.getClass().getSimpleName();
            return new Verdict("lead", false, List.of(new Violation("lead.gate-failed", "", message, Severity.REJECT)));
        }
    }

    /** A lead without an id is rejected by the gate, but it must not be lost nor taken for another such lead. */
    private static String leadId(ListPartLead arrived) {
        String leadId = arrived.getLead().getLeadId();
        return leadId.isBlank() ? "row-" + arrived.getPart() + "-" + arrived.getIndex() : leadId;
    }
}
