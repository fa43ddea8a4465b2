package dev.leadrelay.orchestrator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.leadrelay.orchestrator.lead.LeadEffect;
import dev.leadrelay.orchestrator.lead.LeadInput;
import dev.leadrelay.orchestrator.lead.LeadLimits;
import dev.leadrelay.orchestrator.lead.LeadMachine;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import dev.leadrelay.orchestrator.list.ListEffect;
import dev.leadrelay.orchestrator.list.ListInput;
import dev.leadrelay.orchestrator.list.ListLimits;
import dev.leadrelay.orchestrator.list.ListMachine;
import dev.leadrelay.orchestrator.list.ListTransition;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Both machines over their topics in memory. Order is kept per key and per origin only, as Kafka keeps it; who goes
 * next is the test's choice. {@link Laws} looks at every step.
 */
final class World {
    static final LeadLimits LEAD_LIMITS =
            new LeadLimits(Duration.ofHours(6), Duration.ofDays(13), Duration.ofDays(89), Duration.ofDays(14));
    static final ListLimits LIST_LIMITS = new ListLimits(2, 5, 3, Duration.ofSeconds(1), Duration.ofDays(14));

    static {
        // Gates that throw are a part of the test; their stack traces would hide what matters.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.leadrelay.orchestrator.lead"))
                .setLevel(Level.OFF);
    }

    final ListMachine listMachine = new ListMachine(new TestGates()::lead, LIST_LIMITS);
    final LeadMachine leadMachine = new LeadMachine(new TestGates(), LEAD_LIMITS);
    final Map<String, HeldList> lists = new TreeMap<>();
    final Map<String, HeldLead> leads = new TreeMap<>();
    final Map<Long, Deque<Intake>> intake = new TreeMap<>();
    final Map<String, Deque<LeadAdmitted>> admitted = new TreeMap<>();
    final Map<String, Deque<LeadEnded>> ended = new TreeMap<>();
    final List<HandoffHeader> requests = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final List<TriageOutcome> outcomes = new ArrayList<>();
    final Map<String, LeadResult> results = new LinkedHashMap<>();
    final Map<String, Instant> timers = new TreeMap<>();
    final Map<String, ListProgress> progress = new HashMap<>();
    final Laws laws = new Laws(this);
    Instant now = Samples.START;

    /** An input for a list that waits in one of the streams that feed it. */
    record Intake(String listId, ListInput input) {}

    HeldList list(String listId) {
        return lists.computeIfAbsent(listId, id -> new HeldList());
    }

    HeldLead lead(String leadKey) {
        return leads.computeIfAbsent(leadKey, key -> new HeldLead());
    }

    void send(long origin, String listId, ListInput input) {
        intake.computeIfAbsent(origin, o -> new ArrayDeque<>()).add(new Intake(listId, input));
    }

    ListTransition list(String listId, ListInput input) {
        HeldList memory = list(listId);
        ListTransition transition = listMachine.on(listId, memory, input, now);
        laws.beforeList(memory);
        memory.apply(transition);
        for (ListEffect effect : transition.effects()) {
            switch (effect) {
                case ListEffect.Admit admit -> {
                    LeadAdmitted admission = admit.admission();
                    String key = Identifiers.leadKey(admission.getListId(), admission.getLeadId());
                    admitted.computeIfAbsent(key, k -> new ArrayDeque<>()).add(admission);
                }
                case ListEffect.Progress published -> progress.put(listId, published.progress());
                case ListEffect.PartRefused refused ->
                    assertThat(refused.deadLetter().getOriginal()).isNotNull();
                case ListEffect.QueuePut put -> {}
                case ListEffect.QueueDelete delete -> {}
                case ListEffect.Forget forget -> {}
                case ListEffect.Counted counted -> assertThat(counted.name()).isNotEqualTo("list.failed");
            }
        }
        laws.afterList(listId, memory, transition);
        return transition;
    }

    LeadTransition lead(String leadKey, LeadInput input) {
        HeldLead memory = lead(leadKey);
        @Nullable LeadState before = memory.state();
        LeadTransition transition = leadMachine.on(leadKey, memory, input, now);
        memory.apply(transition);
        for (LeadEffect effect : transition.effects()) {
            switch (effect) {
                case LeadEffect.Request request ->
                    requests.add((HandoffHeader) request.request().get(0));
                case LeadEffect.Ended report ->
                    ended.computeIfAbsent(report.ended().getListId(), id -> new ArrayDeque<>())
                            .add(report.ended());
                case LeadEffect.Result result ->
                    assertThat(results.put(leadKey, result.result()))
                            .as("an earlier result of " + leadKey)
                            .isNull();
                case LeadEffect.DeadLettered dead -> deadLetters.add(dead.deadLetter());
                case LeadEffect.Outcome outcome -> outcomes.add(outcome.outcome());
                case LeadEffect.Timer timer -> {
                    assertThat(timer.previous()).isEqualTo(timers.get(leadKey));
                    timers.put(leadKey, timer.at());
                }
                case LeadEffect.Counted counted -> assertThat(counted.name()).isNotEqualTo("machine.failed");
            }
        }
        laws.afterLead(leadKey, before, memory, input, transition);
        return transition;
    }

    void deliverIntake(long origin) {
        Intake next = intake.get(origin).poll();
        if (intake.get(origin).isEmpty()) {
            intake.remove(origin);
        }
        list(next.listId(), next.input());
    }

    void deliverAdmitted(String leadKey) {
        LeadAdmitted next = admitted.get(leadKey).poll();
        if (admitted.get(leadKey).isEmpty()) {
            admitted.remove(leadKey);
        }
        lead(leadKey, new LeadInput.Admitted(next));
    }

    void deliverEnded(String listId) {
        LeadEnded next = ended.get(listId).poll();
        if (ended.get(listId).isEmpty()) {
            ended.remove(listId);
        }
        list(listId, new ListInput.Reported(next));
    }

    /** Delivers an answer on the topic of {@code stage}. */
    void answer(Stage stage, HandoffHeader header, Object outcome, long tokens, long micros) {
        laws.answered(stage, header, micros);
        lead(
                Identifiers.leadKey(header),
                new LeadInput.Answered(
                        Samples.answer(stage, header, outcome, Samples.usage(tokens, micros)),
                        () -> Samples.original(stage + ".results", requests.size())));
    }

    void tick(Duration passed, long capacity) {
        now = now.plus(passed);
        for (String listId : new ArrayList<>(lists.keySet())) {
            list(listId, new ListInput.Tick(capacity));
        }
    }
}
