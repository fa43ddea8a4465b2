package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadEffect;
import dev.leadrelay.orchestrator.lead.LeadInput;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import dev.leadrelay.orchestrator.lead.StageAnswer;
import dev.leadrelay.orchestrator.lead.StageHealth;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
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

/** Runs the lead machine over the leads of one partition. */
final class LeadProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    static final String STORE = "leads";

    private static final Logger LOG = LoggerFactory.getLogger(LeadProcessor.class);
    private static final Duration TIMER_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETRY_TIMER = Duration.ofMinutes(1);
    private static final int TIMERS_AT_ONCE = 500;

    private final Environment environment;
    private @Nullable Task task;

    LeadProcessor(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        Task started = new Task(context);
        context.schedule(TIMER_INTERVAL, PunctuationType.WALL_CLOCK_TIME, started::timers);
        task = started;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        task.process(record);
    }

    /** What lives as long as the assignment of the partition. */
    private final class Task {
        private final ProcessorContext<byte[], Outgoing> context;
        private final Sink sink;
        private final LeadReader reader;
        private final LeadSender sender;
        private final LeadStore store;
        private final TimerIndex timers;
        private final Map<Stage, Instant> latestAnswered = new EnumMap<>(Stage.class);

        Task(ProcessorContext<byte[], Outgoing> context) {
            KeyValueStore<Bytes, byte[]> bytes = context.getStateStore(STORE);
            this.context = context;
            this.sink = new Sink(context, environment);
            this.reader = new LeadReader(environment, sink);
            this.sender = new LeadSender(environment, sink);
            this.store = new LeadStore(bytes);
            this.timers = new TimerIndex(bytes, environment.timerSlot().toMillis());
        }

        void process(Record<byte[], byte[]> record) {
            Arrival arrival = Arrival.of(record, context);
            try {
                LeadReader.LeadArrival read = reader.read(arrival);
                if (read != null) {
                    note(read.input());
                    step(read.leadKey(), read.input(), record.headers());
                }
            } catch (RegistryUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("The lead machine failed on {}", arrival.origin(), e);
                environment.metrics().machineFailed("lead");
                Stage stage = reader.stageOf(arrival.topic());
                sink.unusable(arrival, stage, FailureClass.INTERNAL, "the lead machine failed: " + e);
            }
        }

        /** One input: everything is encoded before anything is written or sent, so that a failure leaves no half step. */
        private void step(String leadKey, LeadInput input, @Nullable Headers cause) {
            StoredLead before = store.read(leadKey);
            LeadTransition transition = environment.leadMachine().on(leadKey, before, input, now());
            List<Record<byte[], Outgoing>> outgoing;
            try {
                outgoing = sender.encoded(leadKey, transition, cause);
            } catch (OversizeException e) {
                environment.metrics().machineFailed("lead");
                transition = environment.leadMachine().failed(leadKey, before, input, now(), e);
                outgoing = sender.encoded(leadKey, transition, cause);
            }
            store.apply(leadKey, before, transition);
            outgoing.forEach(sink::send);
            for (LeadEffect effect : transition.effects()) {
                if (effect instanceof LeadEffect.Timer timer) {
                    timers.add(timer.at().toEpochMilli(), leadKey);
                }
                sender.count(effect);
            }
        }

        /** Remembers what an answer tells of its stage. */
        private void note(LeadInput input) {
            if (!(input instanceof LeadInput.Answered answered)) {
                return;
            }
            StageAnswer answer = answered.answer();
            Instant now = now();
            Instant issuedAt = answer.header().getIssuedAt();
            Instant sane = issuedAt.isAfter(now) ? now : issuedAt;
            latestAnswered.merge(answer.stage(), sane, (a, b) -> a.isAfter(b) ? a : b);
            environment.metrics().answered(answer.stage(), answer.usage(), Duration.between(sane, now));
            if (answer.outcome() instanceof StageFailed failed) {
                environment.metrics().failed(answer.stage(), failed.getFailureClass());
            }
        }

        private void timers(long millis) {
            LeadInput due = new LeadInput.TimerDue(this::health);
            for (String leadKey : timers.takeDue(context.currentSystemTimeMs(), TIMERS_AT_ONCE)) {
                LeadState state = store.read(leadKey).state();
                Instant at = state == null ? null : state.getTimerAt();
                // A timer that was moved leaves its old entry behind; the new one is still to come.
                if (at != null && !at.isAfter(now())) {
                    timerDue(leadKey, due);
                }
            }
        }

        private void timerDue(String leadKey, LeadInput due) {
            try {
                step(leadKey, due, null);
            } catch (RegistryUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("The lead machine failed on the timer of {}", leadKey, e);
                environment.metrics().machineFailed("lead");
                timers.add(now().plus(RETRY_TIMER).toEpochMilli(), leadKey);
            }
        }

        private StageHealth health(Stage stage) {
            return new StageHealth(environment.agents().healthy(stage, now()), latestAnswered.get(stage));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context.currentSystemTimeMs());
        }
    }
}
