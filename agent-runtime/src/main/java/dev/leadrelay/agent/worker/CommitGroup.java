package dev.leadrelay.agent.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finished works that are committed together.
 *
 * @param points where each partition stands once they are
 * @param marks the crash marks that go with them
 */
record CommitGroup(List<Work> works, Map<PartitionWork, CommitPoint> points, Map<PartitionWork, CrashMark> marks) {

    /** @param unmarked partitions whose marks are to be committed in any case */
    static CommitGroup of(List<Work> works, Collection<PartitionWork> unmarked) {
        Map<PartitionWork, List<Long>> offsets = new LinkedHashMap<>();
        for (Work work : works) {
            offsets.computeIfAbsent(work.partition, partition -> new ArrayList<>())
                    .add(work.record.offset());
        }
        unmarked.forEach(partition -> offsets.putIfAbsent(partition, List.of()));
        Map<PartitionWork, CommitPoint> points = new LinkedHashMap<>();
        Map<PartitionWork, CrashMark> marks = new HashMap<>();
        offsets.forEach((partition, finished) -> {
            points.put(partition, partition.tracker.pointAfter(finished));
            marks.put(partition, partition.mark());
        });
        return new CommitGroup(works, points, marks);
    }

    int size() {
        return works.size();
    }

    List<Outputs> outputs() {
        return works.stream().map(CommitGroup::outputsOf).toList();
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        points.forEach((partition, point) -> offsets.put(partition.partition, partition.offset(point)));
        return offsets;
    }

    /** Takes note that the commit happened. */
    void committed() {
        points.forEach((partition, point) -> partition.tracker.committed(point));
        marks.forEach(PartitionWork::marked);
        works.forEach(work -> work.partition.inFlight().remove(work));
    }

    static Outputs outputsOf(Work work) {
        Outputs outputs = work.outputs();
        return outputs == null ? new Outputs(List.of()) : outputs;
    }
}
