package dev.leadrelay.orchestrator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.lead.LeadPayload;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import dev.leadrelay.orchestrator.list.LeadQueue;
import dev.leadrelay.orchestrator.list.ListEffect;
import dev.leadrelay.orchestrator.list.ListTransition;
import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.PartStub;
import dev.leadrelay.schemas.records.QueuedLead;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stores keep, read back as after a restart: through new objects over the same bytes. */
class StoresTest {
    @TempDir
    Path stateDir;

    private KeyValueStore<Bytes, byte[]> bytes;

    @BeforeEach
    void open() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(
                new java.util.Properties(), new org.apache.kafka.streams.processor.TaskId(0, 0), stateDir.toFile());
        bytes = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("s"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        bytes.init(context.getStateStoreContext(), bytes);
    }

    @AfterEach
    void close() {
        bytes.close();
    }

    @Test
    void theHighestVersionOfALeadsStateIsInForce() {
        LeadStore store = new LeadStore(bytes);
        store.apply(
                "l/a",
                store.read("l/a"),
                changed(state(LeadStatus.RESEARCHING), Map.of(LeadPayload.ADMITTED, admitted())));
        assertThat(size()).isEqualTo(1);
        store.apply("l/a", store.read("l/a"), changed(state(LeadStatus.PARKED), Map.of()));
        assertThat(new LeadStore(bytes).read("l/a").state().getStatus()).isEqualTo(LeadStatus.PARKED);
        store.apply(
                "l/a",
                store.read("l/a"),
                changed(state(LeadStatus.SCORING), Map.of(LeadPayload.RESEARCH, Samples.research(header()))));

        StoredLead lead = new LeadStore(bytes).read("l/a");
        assertThat(lead.state().getStatus()).isEqualTo(LeadStatus.SCORING);
        assertThat(lead.admitted()).isEqualTo(admitted());
        assertThat(lead.research()).isEqualTo(Samples.research(header()));
        assertThat(lead.score()).isNull();
    }

    @Test
    void aPayloadWrittenAloneLeavesTheStateInForce() {
        LeadStore store = new LeadStore(bytes);
        store.apply(
                "l/a",
                store.read("l/a"),
                changed(state(LeadStatus.RESEARCHING), Map.of(LeadPayload.ADMITTED, admitted())));
        store.apply("l/a", store.read("l/a"), changed(state(LeadStatus.PARKED), Map.of()));
        LeadTransition payloadOnly = new LeadTransition(
                false, state(LeadStatus.PARKED), Map.of(LeadPayload.ADMITTED, admitted()), false, List.of());
        store.apply("l/a", store.read("l/a"), payloadOnly);

        assertThat(store.read("l/a").state().getStatus()).isEqualTo(LeadStatus.PARKED);
    }

    @Test
    void aTerminalLeadKeepsItsStateInOneRecord() {
        LeadStore store = new LeadStore(bytes);
        store.apply(
                "l/a",
                store.read("l/a"),
                changed(state(LeadStatus.RESEARCHING), Map.of(LeadPayload.ADMITTED, admitted())));
        store.apply(
                "l/a",
                store.read("l/a"),
                changed(state(LeadStatus.SCORING), Map.of(LeadPayload.RESEARCH, Samples.research(header()))));
        store.apply("l/a", store.read("l/a"), changed(state(LeadStatus.PARKED), Map.of()));
        store.apply(
                "l/a",
                store.read("l/a"),
                new LeadTransition(true, state(LeadStatus.DISCARDED), Map.of(), true, List.of()));

        assertThat(size()).isEqualTo(1);
        StoredLead lead = store.read("l/a");
        assertThat(lead.state().getStatus()).isEqualTo(LeadStatus.DISCARDED);
        assertThat(lead.admitted()).isNull();

        store.apply("l/a", lead, new LeadTransition(true, null, Map.of(), true, List.of()));
        assertThat(size()).isZero();
    }

    @Test
    void droppingPayloadsAloneKeepsTheState() {
        LeadStore store = new LeadStore(bytes);
        store.apply(
                "l/a",
                store.read("l/a"),
                changed(state(LeadStatus.RESEARCHING), Map.of(LeadPayload.ADMITTED, admitted())));
        store.apply(
                "l/a",
                store.read("l/a"),
                new LeadTransition(false, state(LeadStatus.RESEARCHING), Map.of(), true, List.of()));

        assertThat(store.read("l/a").state().getStatus()).isEqualTo(LeadStatus.RESEARCHING);
        assertThat(store.read("l/a").admitted()).isNull();
    }

    @Test
    void queuesKeepTheirOrderAndShareTheLeadsRecord() {
        ListStore store = new ListStore(bytes);
        for (int i = 0; i < 200; i++) {
            store.apply("l", queued(i, i + 1));
        }
        // State, leads and four chunks of the queue: no record of its own for a queued lead.
        assertThat(size()).isEqualTo(1 + 200 + 4);
        ListStore restarted = new ListStore(bytes);
        assertThat(restarted.memory("l").state().getNextSequence()).isEqualTo(200);
        assertThat(restarted.memory("l").queued(LeadQueue.NEW, 0, 3))
                .extracting(QueuedLead::getLeadId)
                .containsExactly("lead0", "lead1", "lead2");
        assertThat(restarted.memory("l").queued(LeadQueue.RESUMED, 0, 3)).isEmpty();

        restarted.apply("l", dequeued(1, 0, 200));
        assertThat(restarted.memory("l").queued(LeadQueue.NEW, 0, 2))
                .extracting(QueuedLead::getLeadId)
                .containsExactly("lead0", "lead2");
        assertThat(restarted.memory("l").stub("lead1").getStatus()).isEqualTo(LedgerStatus.ACTIVE);

        restarted.apply("l", dequeued(130, 131, 200));
        assertThat(size()).as("chunks behind the head are gone").isEqualTo(1 + 200 + 2);
        assertThat(restarted.memory("l").queued(LeadQueue.NEW, 131, 1))
                .extracting(QueuedLead::getSequence)
                .containsExactly(131L);
    }

    @Test
    void stubsComeInPagesAndListsDoNotMix() {
        ListStore store = new ListStore(bytes);
        for (int i = 0; i < 5; i++) {
            store.apply("l", queued(i, i + 1));
            store.apply("l2", queued(i, i + 1));
        }
        List<LeadStub> first = store.memory("l").stubs("", 3);
        assertThat(first).extracting(LeadStub::getLeadId).containsExactly("lead0", "lead1", "lead2");
        assertThat(store.memory("l").stubs("lead2", 10))
                .extracting(LeadStub::getLeadId)
                .containsExactly("lead3", "lead4");
        assertThat(store.memory("l").stubs("lead4", 10)).isEmpty();
    }

    @Test
    void forgetsAListInPiecesAndLeavesTheOthers() {
        ListStore store = new ListStore(bytes);
        for (int i = 0; i < 20; i++) {
            store.apply("l", queued(i, i + 1));
            store.apply("l2", queued(i, i + 1));
        }
        store.apply("l", new ListTransition(false, null, List.of(), List.of(new PartStub(0, "h", 20)), List.of()));
        assertThat(store.memory("l").part(0)).isEqualTo(new PartStub(0, "h", 20));
        long both = size();
        store.apply("l", new ListTransition(true, null, List.of(), List.of(), List.of(new ListEffect.Forget("l"))));
        store.deleteForgotten(10);
        assertThat(store.memory("l").state()).isNull();
        assertThat(size()).isEqualTo(both - 10);
        for (int i = 0; i < 3; i++) {
            store.deleteForgotten(10);
        }
        assertThat(size()).isEqualTo(1 + 20 + 1);
        assertThat(store.memory("l2").stubs("", 100)).hasSize(20);
    }

    @Test
    void timersComeBackWhenDueAlsoAfterARestart() {
        TimerIndex timers = new TimerIndex(bytes, 1_000);
        for (int i = 0; i < 100; i++) {
            timers.add(10_000, "l/" + i);
        }
        timers.add(20_500, "l/late");
        assertThat(timers.takeDue(9_999, 1_000)).isEmpty();

        TimerIndex restarted = new TimerIndex(bytes, 1_000);
        List<String> due = new ArrayList<>(restarted.takeDue(10_000, 40));
        assertThat(due).hasSizeBetween(40, 99);
        restarted = new TimerIndex(bytes, 1_000);
        due.addAll(restarted.takeDue(10_000, 1_000));
        assertThat(due).hasSize(100).doesNotHaveDuplicates();
        assertThat(restarted.takeDue(20_500, 10)).as("rounded up to its slot").isEmpty();
        assertThat(new TimerIndex(bytes, 1_000).takeDue(21_000, 10)).containsExactly("l/late");
        assertThat(size()).as("only the cursor is left").isEqualTo(1);
    }

    @Test
    void aTimerInThePastIsDueAtTheNextLook() {
        TimerIndex timers = new TimerIndex(bytes, 1_000);
        timers.add(5_000, "l/a");
        assertThat(timers.takeDue(5_000, 10)).containsExactly("l/a");
        timers.add(1_000, "l/b");
        assertThat(timers.takeDue(6_000, 10)).containsExactly("l/b");
    }

    private long size() {
        long size = 0;
        try (var all = bytes.all()) {
            while (all.hasNext()) {
                all.next();
                size++;
            }
        }
        return size;
    }

    private static LeadTransition changed(LeadState state, Map<LeadPayload, SpecificRecord> payloads) {
        return new LeadTransition(true, state, payloads, false, List.of());
    }

    private static LeadState state(LeadStatus status) {
        return LeadState.newBuilder()
                .setListId("l")
                .setLeadId("a")
                .setStatus(status)
                .setStage(Stage.RESEARCH)
                .setLineage("")
                .setUsage(new Usage(0, 0L, 0L, 0L))
                .build();
    }

    private static LeadAdmitted admitted() {
        return LeadAdmitted.newBuilder()
                .setListId("l")
                .setLeadId("a")
                .setKind(AdmissionKind.START)
                .setLead(Samples.lead("a"))
                .setSettings(Samples.settings())
                .setCapTokens(1)
                .setCapCostMicros(1)
                .setSource("test")
                .setAt(Samples.START)
                .build();
    }

    private static HandoffHeader header() {
        return new HandoffHeader("h", "l", "a", Stage.RESEARCH, 1, Samples.START, 1L, 1L, 1, "", List.of());
    }

    private static ListTransition queued(long sequence, long next) {
        String leadId = "lead" + sequence;
        QueuedLead lead = new QueuedLead(sequence, leadId, Samples.lead(leadId));
        return new ListTransition(
                true,
                list(0, next),
                List.of(stub(leadId, LedgerStatus.QUEUED, sequence)),
                List.of(),
                List.of(new ListEffect.QueuePut(LeadQueue.NEW, lead)));
    }

    private static ListTransition dequeued(long sequence, long head, long next) {
        return new ListTransition(
                true,
                list(head, next),
                List.of(stub("lead" + sequence, LedgerStatus.ACTIVE, sequence)),
                List.of(),
                List.of(new ListEffect.QueueDelete(LeadQueue.NEW, sequence)));
    }

    private static LeadStub stub(String leadId, LedgerStatus status, long sequence) {
        return LeadStub.newBuilder()
                .setLeadId(leadId)
                .setStatus(status)
                .setSequence(sequence)
                .build();
    }

    private static ListState list(long head, long next) {
        return ListState.newBuilder()
                .setListId("l")
                .setSource("test")
                .setSettings(Samples.settings())
                .setSubmittedAt(Samples.START)
                .setCancelCursor("")
                .setQueueHead(head)
                .setNextSequence(next)
                .build();
    }
}
