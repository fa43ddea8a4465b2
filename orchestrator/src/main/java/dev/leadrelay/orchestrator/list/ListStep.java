package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.QueuedLead;
import dev.leadrelay.schemas.records.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One input in progress: the state being changed, stubs and effects being collected. Not thread-safe. */
final class ListStep {
    private final ListMemory memory;
    private final Instant now;
    private final ListState.Builder state;
    private final Map<String, LeadStub> stubs = new LinkedHashMap<>();
    private final List<PartStub> parts = new ArrayList<>();
    private final List<ListEffect> effects = new ArrayList<>();

    ListStep(ListMemory memory, ListState.Builder state, Instant now) {
        this.memory = memory;
        this.state = state;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    ListState.Builder state() {
        return state;
    }

    ListMemory memory() {
        return memory;
    }

    /** The stub as this step has left it. */
    @Nullable
    LeadStub stub(String leadId) {
        LeadStub changed = stubs.get(leadId);
        return changed == null ? memory.stub(leadId) : changed;
    }

    void put(LeadStub stub) {
        stubs.put(stub.getLeadId(), stub);
    }

    void put(PartStub part) {
        parts.add(part);
    }

    void enqueue(LeadQueue queue, QueuedLead lead) {
        effects.add(new ListEffect.QueuePut(queue, lead));
        resize(queue, 1);
    }

    void dequeue(LeadQueue queue, long sequence) {
        effects.add(new ListEffect.QueueDelete(queue, sequence));
        resize(queue, -1);
    }

    private void resize(LeadQueue queue, int by) {
        switch (queue) {
            case NEW -> state.setQueueLength(state.getQueueLength() + by);
            case RESUMED -> state.setResumeLength(state.getResumeLength() + by);
        }
    }

    /** Tells the lead machine of a lead; lead and settings go along when it has not seen the lead yet. */
    void admit(AdmissionKind kind, LeadStub stub, @Nullable Lead lead, List<Violation> violations) {
        effects.add(new ListEffect.Admit(LeadAdmitted.newBuilder()
                .setListId(state.getListId())
                .setLeadId(stub.getLeadId())
                .setKind(kind)
                .setLead(lead)
                .setSettings(lead == null ? null : state.getSettings())
                .setCapTokens(stub.getCapTokens())
                .setCapCostMicros(stub.getCapCostMicros())
                .setViolations(violations)
                .setSource(state.getSource())
                .setAt(now)
                .build()));
    }

    void effect(ListEffect effect) {
        effects.add(effect);
    }

    void count(String name) {
        effects.add(new ListEffect.Counted(name));
    }

    ListTransition done() {
        ListState after = state.build();
        return new ListTransition(
                !after.equals(memory.state()), after, new ArrayList<>(stubs.values()), parts, effects);
    }
}
