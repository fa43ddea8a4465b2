package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.list.ListEffect;
import dev.leadrelay.orchestrator.list.ListInput;
import dev.leadrelay.orchestrator.list.ListMachine;
import dev.leadrelay.orchestrator.list.ListTransition;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the list machine over the lists of one partition. */
final class ListProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    static final String STORE = "lists";

    private static final Logger LOG = LoggerFactory.getLogger(ListProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration TICK_WHEN_COMPLETE = Duration.ofMinutes(1);
    private static final int FORGET_AT_ONCE = 2_000;
    private static final ListEffect MACHINE_FAILED = new ListEffect.Counted(ListMachine.FAILED);

    private final Environment environment;
    private @Nullable Task task;

    ListProcessor(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        Task started = new Task(context, new Sink(context, environment), new ListStore(store));
        started.showLedgers();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, started::tick);
        task = started;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        task.process(record);
    }

    @Override
    public void close() {
        if (task != null) {
            environment.ledgers().removeAll(task.context.taskId());
        }
    }

    /** How a step went. */
    private enum Outcome {
        DONE,
        /** The machine contained an exception: little or nothing has changed. */
        FAILED
    }

    /** What lives as long as the assignment of the partition. */
    private final class Task {
        private final ProcessorContext<byte[], Outgoing> context;
        private final Sink sink;
        private final ListStore store;
        private Instant tickedComplete = Instant.EPOCH;

        Task(ProcessorContext<byte[], Outgoing> context, Sink sink, ListStore store) {
            this.context = context;
            this.sink = sink;
            this.store = store;
        }

        void showLedgers() {
            store.states().forEach(list -> environment.ledgers().put(context.taskId(), list.getKey(), list.getValue()));
        }

        void process(Record<byte[], byte[]> record) {
            Arrival arrival = Arrival.of(record, context);
            try {
                ListInput input = decoded(arrival);
                if (input != null && step(listId(input), input, record.headers()) == Outcome.FAILED) {
                    putAside(arrival, "see the orchestrator's log");
                }
            } catch (RegistryUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("The list machine failed on {}", arrival.origin(), e);
                putAside(arrival, e.toString());
            }
        }

        private void putAside(Arrival arrival, String why) {
            environment.metrics().machineFailed("list");
            sink.unusable(arrival, Stage.LISTS, FailureClass.INTERNAL, "the list machine failed: " + why);
        }

        private @Nullable ListInput decoded(Arrival arrival) {
            if (!arrival.topic().equals(environment.topics().ended().name())) {
                return IntakeCodec.decode(arrival.record().value());
            }
            Decoded<LeadEnded> decoded =
                    environment.codec().decode(arrival.topic(), arrival.record().value(), LeadEnded.class);
            return switch (decoded) {
                case Decoded.Value<LeadEnded> value -> new ListInput.Reported(value.value());
                case Decoded.Undecodable<LeadEnded> undecodable -> {
                    sink.unusable(arrival, Stage.LISTS, FailureClass.MALFORMED_RECORD, undecodable.reason());
                    yield null;
                }
            };
        }

        /** One input: everything is encoded before anything is written or sent, so that a failure leaves no half step. */
        private Outcome step(String listId, ListInput input, @Nullable Headers cause) {
            Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
            ListTransition transition = environment.listMachine().on(listId, store.memory(listId), input, now);
            List<Record<byte[], Outgoing>> outgoing = new ArrayList<>();
            for (ListEffect effect : transition.effects()) {
                Record<byte[], Outgoing> record = encoded(effect, cause);
                if (record != null) {
                    outgoing.add(record);
                }
            }
            store.apply(listId, transition);
            outgoing.forEach(sink::send);
            transition.effects().forEach(this::count);
            ListState state = transition.state();
            if (transition.stateChanged() && state != null) {
                environment.ledgers().put(context.taskId(), listId, state);
            } else if (state == null) {
                environment.ledgers().remove(context.taskId(), listId);
            }
            return transition.effects().contains(MACHINE_FAILED) ? Outcome.FAILED : Outcome.DONE;
        }

        private @Nullable Record<byte[], Outgoing> encoded(ListEffect effect, @Nullable Headers cause) {
            Topics topics = environment.topics();
            return switch (effect) {
                case ListEffect.Admit admit -> {
                    String leadKey = Identifiers.leadKey(
                            admit.admission().getListId(), admit.admission().getLeadId());
                    yield sink.encode(topics.admitted(), leadKey, admit.admission(), null);
                }
                case ListEffect.PartRefused refused ->
                    sink.encode(topics.deadLetters(Stage.LISTS), refused.listId(), refused.deadLetter(), cause);
                case ListEffect.Progress progress ->
                    sink.encode(topics.progress(), progress.progress().getListId(), progress.progress(), null);
                case ListEffect.QueuePut put -> null;
                case ListEffect.QueueDelete delete -> null;
                case ListEffect.Forget forget -> null;
                case ListEffect.Counted counted -> null;
            };
        }

        private void count(ListEffect effect) {
            if (effect instanceof ListEffect.Counted counted) {
                environment.metrics().counted(counted.name(), Stage.LISTS);
            } else if (effect instanceof ListEffect.PartRefused refused) {
                environment
                        .metrics()
                        .deadLetter(Stage.LISTS, refused.deadLetter().getFailureClass());
            }
        }

        private void tick(long millis) {
            Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
            boolean completeToo = !now.isBefore(tickedComplete.plus(TICK_WHEN_COMPLETE));
            tickedComplete = completeToo ? now : tickedComplete;
            ListInput tick = new ListInput.Tick(environment.agents().capacity(now));
            List<String> due = store.states().stream()
                    .filter(list -> completeToo || !isQuiet(list.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            due.forEach(listId -> tickList(listId, tick));
            store.deleteForgotten(FORGET_AT_ONCE);
        }

        private void tickList(String listId, ListInput tick) {
            try {
                step(listId, tick, null);
            } catch (RegistryUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                // The next tick tries again; there is no record to put aside.
                LOG.error("The list machine failed on a tick of {}", listId, e);
                environment.metrics().machineFailed("list");
            }
        }
    }

    /** A complete list whose progress is published has nothing to do but to be forgotten one day. */
    private static boolean isQuiet(ListState state) {
        return state.getCompletedAt() != null && !state.getProgressDue();
    }

    private static String listId(ListInput input) {
        return switch (input) {
            case ListInput.PartArrived part -> part.part().getListId();
            case ListInput.LeadArrived lead -> lead.lead().getListId();
            case ListInput.Reported reported -> reported.ended().getListId();
            case ListInput.Commanded commanded -> commanded.command().getListId();
            case ListInput.Tick tick -> throw new IllegalStateException("a tick does not come from Kafka");
        };
    }
}
