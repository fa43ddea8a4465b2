package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.LeadQueue;
import dev.leadrelay.orchestrator.list.ListEffect;
import dev.leadrelay.orchestrator.list.ListMemory;
import dev.leadrelay.orchestrator.list.ListTransition;
import dev.leadrelay.schemas.ReleasedSchemas;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.QueuedLead;
import dev.leadrelay.schemas.serde.StoreCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What the list machine remembers, in as few changelog records as will do: a queued lead stands in the record of its
 * stub, and the queue itself is an index of chunks that are addressed by sequence, so that no scan walks tombstones.
 * States are also kept in memory, decoded. One per task; not thread-safe.
 */
final class ListStore {
    private static final StoreCodec<ListState> STATE =
            StoreCodec.of(ListState.class, ReleasedSchemas.of(ListState.class));
    private static final StoreCodec<PartStub> PART = StoreCodec.of(PartStub.class, ReleasedSchemas.of(PartStub.class));

    private final KeyValueStore<Bytes, byte[]> store;
    private final QueueIndex queues;
    private final Map<String, ListState> states = new HashMap<>();

    ListStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.queues = new QueueIndex(store);
        try (KeyValueIterator<Bytes, byte[]> found = ListKeys.scan(store, ListKeys.STATE)) {
            found.forEachRemaining(entry -> {
                ListState state = STATE.decode(entry.value);
                states.put(state.getListId(), state);
            });
        }
    }

    /** All lists that are not forgotten; a view that must not be changed while it is walked. */
    Set<Map.Entry<String, ListState>> states() {
        return states.entrySet();
    }

    ListMemory memory(String listId) {
        return new Memory(listId);
    }

    /** Writes what a transition changed, the queues included; what is to be sent is not its business. */
    void apply(String listId, ListTransition transition) {
        ListState before = states.get(listId);
        Map<String, StoredStub> leads = new LinkedHashMap<>();
        for (LeadStub stub : transition.stubs()) {
            StoredStub known = lead(listId, stub.getLeadId());
            leads.put(stub.getLeadId(), known.with(stub));
        }
        for (ListEffect effect : transition.effects()) {
            applyQueue(listId, effect, leads);
        }
        leads.forEach((leadId, lead) -> store.put(ListKeys.lead(listId, leadId), lead.encoded()));
        for (PartStub part : transition.parts()) {
            store.put(ListKeys.part(listId, part.getPart()), PART.encode(part));
        }
        if (transition.stateChanged()) {
            writeState(listId, before, transition.state());
        }
    }

    private void writeState(String listId, @Nullable ListState before, @Nullable ListState state) {
        if (state == null) {
            states.remove(listId);
            store.put(ListKeys.state(listId), null);
            return;
        }
        states.put(listId, state);
        store.put(ListKeys.state(listId), STATE.encode(state));
        if (before != null) {
            queues.headMoved(listId, LeadQueue.NEW, before.getQueueHead(), state.getQueueHead());
            queues.headMoved(listId, LeadQueue.RESUMED, before.getResumeHead(), state.getResumeHead());
        }
    }

    private void applyQueue(String listId, ListEffect effect, Map<String, StoredStub> leads) {
        switch (effect) {
            case ListEffect.QueuePut put -> {
                String leadId = put.lead().getLeadId();
                leads.compute(leadId, (id, known) -> orRead(listId, id, known).queued(put.queue(), put.lead()));
                queues.put(listId, put.queue(), put.lead().getSequence(), leadId);
            }
            case ListEffect.QueueDelete delete -> {
                String leadId = queues.leadAt(listId, delete.queue(), delete.sequence());
                if (leadId != null) {
                    leads.compute(
                            leadId, (id, known) -> orRead(listId, id, known).taken(delete.queue(), delete.sequence()));
                }
            }
            case ListEffect.Forget forget -> store.put(ListKeys.forgotten(forget.listId()), new byte[0]);
            case ListEffect.Admit admit -> {}
            case ListEffect.PartRefused refused -> {}
            case ListEffect.Progress progress -> {}
            case ListEffect.Counted counted -> {}
        }
    }

    /**
     * Deletes records of forgotten lists.
     *
     * @param atMost how many at most, so that a transaction stays short
     */
    void deleteForgotten(int atMost) {
        List<Bytes> doomed = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> markers = ListKeys.scan(store, ListKeys.FORGOTTEN)) {
            while (markers.hasNext() && doomed.size() < atMost) {
                Bytes marker = markers.next().key;
                int before = doomed.size();
                for (byte kind : ListKeys.BELONGING) {
                    collect(ListKeys.belonging(kind, marker), atMost, doomed);
                }
                if (doomed.size() == before) {
                    doomed.add(marker);
                }
            }
        }
        doomed.forEach(key -> store.put(key, null));
    }

    private void collect(Bytes prefix, int atMost, List<Bytes> doomed) {
        try (KeyValueIterator<Bytes, byte[]> found = ListKeys.scan(store, prefix)) {
            while (found.hasNext() && doomed.size() < atMost) {
                doomed.add(found.next().key);
            }
        }
    }

    private StoredStub orRead(String listId, String leadId, @Nullable StoredStub known) {
        return known == null ? lead(listId, leadId) : known;
    }

    private StoredStub lead(String listId, String leadId) {
        return StoredStub.decode(store.get(ListKeys.lead(listId, leadId)));
    }

    /** The store as the machine sees it. */
    private final class Memory implements ListMemory {
        private final String listId;

        Memory(String listId) {
            this.listId = listId;
        }

        @Override
        public @Nullable ListState state() {
            return states.get(listId);
        }

        @Override
        public @Nullable LeadStub stub(String leadId) {
            return lead(listId, leadId).stub();
        }

        @Override
        public @Nullable PartStub part(int number) {
            byte[] value = store.get(ListKeys.part(listId, number));
            return value == null ? null : PART.decode(value);
        }

        @Override
        public List<QueuedLead> queued(LeadQueue queue, long fromSequence, int limit) {
            ListState state = states.get(listId);
            List<QueuedLead> found = new ArrayList<>();
            if (state == null) {
                return found;
            }
            long end = queue == LeadQueue.NEW ? state.getNextSequence() : state.getNextResume();
            for (long sequence = fromSequence; sequence < end && found.size() < limit; sequence++) {
                String leadId = queues.leadAt(listId, queue, sequence);
                QueuedLead lead = leadId == null ? null : lead(listId, leadId).queuedAt(queue, sequence);
                if (lead != null) {
                    found.add(lead);
                }
            }
            return found;
        }

        @Override
        public List<LeadStub> stubs(String afterLeadId, int limit) {
            List<LeadStub> found = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> leads = ListKeys.leadsAfter(store, listId, afterLeadId)) {
                while (leads.hasNext() && found.size() < limit) {
                    KeyValue<Bytes, byte[]> entry = leads.next();
                    LeadStub stub = StoredStub.decode(entry.value).stub();
                    if (stub != null) {
                        found.add(stub);
                    }
                }
            }
            return found;
        }
    }
}
