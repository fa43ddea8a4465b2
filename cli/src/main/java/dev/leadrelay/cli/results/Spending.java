package dev.leadrelay.cli.results;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a list spent, by stage, provider and model, from the run logs of its attempts. Not thread-safe. */
public final class Spending {
    /** Where an attempt was charged its whole budget because nobody knows what it spent. */
    public static final String UNKNOWN = "unknown";

    private final Map<Line, Amount> amounts = new TreeMap<>();

    /** Where something was spent; in the order of the pipeline. */
    public record Line(int order, String stage, String provider, String model) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int byOrder = Integer.compare(order, other.order);
            int byProvider = byOrder != 0 ? byOrder : provider.compareTo(other.provider);
            return byProvider != 0 ? byProvider : model.compareTo(other.model);
        }
    }

    /**
     * How much.
     *
     * @param costMicros in millionths of the currency unit
     */
    public record Amount(long calls, long promptTokens, long completionTokens, long costMicros) {
        static final Amount NOTHING = new Amount(0, 0, 0, 0);

        Amount plus(Usage usage) {
            return new Amount(
                    calls + usage.getModelCalls(),
                    promptTokens + usage.getPromptTokens(),
                    completionTokens + usage.getCompletionTokens(),
                    costMicros + usage.getCostMicros());
        }
    }

    /** One line of the table. */
    public record Entry(Line line, Amount amount) {}

    /** Reads the run logs of a list. */
    public static Spending read(Cluster cluster, String listId) {
        Spending spending = new Spending();
        new TopicScan(cluster)
                .read(
                        cluster.topics().agentRuns(),
                        AgentRun.class,
                        key -> key.startsWith(listId + "/"),
                        (key, run) -> spending.add(run));
        return spending;
    }

    /** Takes one attempt into account. */
    void add(AgentRun run) {
        List<ModelSpend> spend = run.getSpend();
        if (spend == null) {
            add(run, UNKNOWN, UNKNOWN, run.getUsage());
        } else {
            spend.forEach(each -> add(run, each.getProvider(), each.getModel(), each.getUsage()));
        }
    }

    private void add(AgentRun run, String provider, String model, Usage usage) {
        Line line = new Line(
                run.getHeader().getStage().ordinal(),
                Stages.nameOf(run.getHeader().getStage()),
                provider,
                model);
        amounts.put(line, amounts.getOrDefault(line, Amount.NOTHING).plus(usage));
    }

    /** By stage, provider and model. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        amounts.forEach((line, amount) -> entries.add(new Entry(line, amount)));
        return entries;
    }

    /** Cost in millionths of the currency unit by the provider's name; its sum is that of all attempts with a run log. */
    public Map<String, Long> costByProvider() {
        Map<String, Long> costs = new TreeMap<>();
        amounts.forEach((line, amount) -> costs.merge(line.provider(), amount.costMicros(), Long::sum));
        return costs;
    }
}
