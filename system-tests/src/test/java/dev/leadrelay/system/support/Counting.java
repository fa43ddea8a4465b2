package dev.leadrelay.system.support;

import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.Stage;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/** Counts of committed records in an installation's topics. */
public final class Counting {
    private Counting() {}

    /** Committed records by key; compaction has no time to hide any in a test. */
    public static <T extends SpecificRecord> Map<String, Integer> perKey(
            Installation installation, Topic topic, Class<T> type) {
        Map<String, Integer> counts = new TreeMap<>();
        new TopicScan(installation.cluster())
                .read(topic, type, key -> true, (key, value) -> counts.merge(key, 1, Integer::sum));
        return counts;
    }

    /** Model calls of all committed attempts of a stage. */
    public static long committedCalls(Installation installation, Stage stage) {
        AtomicLong calls = new AtomicLong();
        new TopicScan(installation.cluster())
                .read(installation.topics().agentRuns(), AgentRun.class, key -> true, (key, run) -> {
                    if (run.getHeader().getStage() == stage) {
                        calls.addAndGet(run.getUsage().getModelCalls());
                    }
                });
        return calls.get();
    }
}
