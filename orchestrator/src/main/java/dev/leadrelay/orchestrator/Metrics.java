package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.list.ListMachine;
import dev.leadrelay.orchestrator.topology.OwnedLedgers;
import dev.leadrelay.schemas.records.ListState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** The gauges of the orchestrator: the ledger of the lists this instance owns, and how Kafka Streams is doing. */
final class Metrics {
    /** Metrics of stream threads that show whether work keeps up: name in Kafka, and whether threads add up. */
    private static final List<StreamsMetric> STREAMS = List.of(
            new StreamsMetric("process-rate", true),
            new StreamsMetric("commit-latency-avg", false),
            new StreamsMetric("process-latency-avg", false),
            new StreamsMetric("punctuate-latency-max", false),
            new StreamsMetric("blocked-time-ns-total", true),
            new StreamsMetric("records-lag-max", false));

    private Metrics() {}

    static void ledger(MeterRegistry registry, OwnedLedgers ledgers) {
        term(registry, ledgers, "accepted", ListState::getAccepted);
        term(registry, ledgers, "delivered", ListState::getDelivered);
        term(registry, ledgers, "disqualified", ListState::getDisqualified);
        term(registry, ledgers, "discarded", ListState::getDiscarded);
        term(registry, ledgers, "parked", ListState::getParked);
        term(registry, ledgers, "active", ListState::getActive);
        term(registry, ledgers, "queued", state -> state.getQueued() + state.getWaiting());
        gauge(registry, ledgers, "leadrelay.leads.in.flight", ListState::getActive);
        gauge(registry, ledgers, "leadrelay.spent.micros", ListState::getSpentMicros);
        gauge(registry, ledgers, "leadrelay.reserved.micros", ListState::getReservedMicros);
        gauge(registry, ledgers, "leadrelay.lists.blocked", state -> ListMachine.isBlocked(state) ? 1 : 0);
        gauge(registry, ledgers, "leadrelay.lists.open", state -> state.getCompletedAt() == null ? 1 : 0);
    }

    private static void term(
            MeterRegistry registry, OwnedLedgers ledgers, String term, ToLongFunction<ListState> value) {
        Gauge.builder("leadrelay.ledger", ledgers, l -> l.sum(value))
                .tag("term", term)
                .description("Leads of the lists that this instance owns, by term of the ledger")
                .strongReference(true)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry, OwnedLedgers ledgers, String name, ToLongFunction<ListState> value) {
        Gauge.builder(name, ledgers, l -> l.sum(value)).strongReference(true).register(registry);
    }

    static void streams(MeterRegistry registry, KafkaStreams streams) {
        for (StreamsMetric metric : STREAMS) {
            String name = "kafka.streams." + metric.name.replace('-', '.');
            Gauge.builder(name, streams, s -> value(s, metric))
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static double value(KafkaStreams streams, StreamsMetric metric) {
        double result = 0;
        for (Metric found : streams.metrics().values()) {
            if (found.metricName().name().equals(metric.name)
                    && found.metricValue() instanceof Double value
                    && Double.isFinite(value)) {
                result = metric.adds ? result + value : Math.max(result, value);
            }
        }
        return result;
    }

    private record StreamsMetric(String name, boolean adds) {}
}
