package dev.leadrelay.orchestrator.protocol;

import dev.leadrelay.orchestrator.list.LeadQueue;
import dev.leadrelay.orchestrator.list.ListEffect;
import dev.leadrelay.orchestrator.list.ListMemory;
import dev.leadrelay.orchestrator.list.ListTransition;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.QueuedLead;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A list's memory as the topology keeps it, in maps. Refuses queue entries that are put or deleted twice. */
public final class HeldList implements ListMemory {
    private final TreeMap<String, LeadStub> stubs = new TreeMap<>();
    private final Map<Integer, PartStub> parts = new TreeMap<>();
    private final Map<LeadQueue, TreeMap<Long, QueuedLead>> queues = new EnumMap<>(LeadQueue.class);
    private @Nullable ListState state;

    public HeldList() {
        for (LeadQueue queue : LeadQueue.values()) {
            queues.put(queue, new TreeMap<>());
        }
    }

    public void apply(ListTransition transition) {
        if (transition.stateChanged()) {
            state = transition.state();
        }
        transition.stubs().forEach(stub -> stubs.put(stub.getLeadId(), stub));
        transition.parts().forEach(part -> parts.put(part.getPart(), part));
        for (ListEffect effect : transition.effects()) {
            if (effect instanceof ListEffect.QueuePut put
                    && queue(put.queue()).put(put.lead().getSequence(), put.lead()) != null) {
                throw new AssertionError("a place in the queue was given twice");
            }
            if (effect instanceof ListEffect.QueueDelete delete
                    && queue(delete.queue()).remove(delete.sequence()) == null) {
                throw new AssertionError("nobody waits at " + delete.sequence() + " of " + delete.queue());
            }
            if (effect instanceof ListEffect.Forget) {
                stubs.clear();
                parts.clear();
                queues.values().forEach(Map::clear);
            }
        }
    }

    public Collection<LeadStub> allStubs() {
        return stubs.values();
    }

    public TreeMap<Long, QueuedLead> queue(LeadQueue queue) {
        return queues.get(queue);
    }

    @Override
    public @Nullable ListState state() {
        return state;
    }

    @Override
    public @Nullable LeadStub stub(String leadId) {
        return stubs.get(leadId);
    }

    @Override
    public @Nullable PartStub part(int number) {
        return parts.get(number);
    }

    @Override
    public List<QueuedLead> queued(LeadQueue queue, long fromSequence, int limit) {
        return queue(queue).tailMap(fromSequence, true).values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public List<LeadStub> stubs(String afterLeadId, int limit) {
        return stubs.tailMap(afterLeadId, false).values().stream().limit(limit).toList();
    }
}
