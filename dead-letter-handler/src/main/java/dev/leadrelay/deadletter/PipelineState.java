package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.ListProgress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest that lists and agents said of themselves, and how fast leads end. Pure; guarded by its owner. */
final class PipelineState {
    /** Time over which the rate is taken. */
    static final long RATE_MILLIS = 60_000;

    /** Heartbeats that may fail to come before an instance counts as gone. */
    private static final int MISSED = 3;

    private final Map<String, ListProgress> lists = new HashMap<>();
    private final Map<String, AgentStatus> agents = new HashMap<>();
    private final Deque<Sample> samples = new ArrayDeque<>();

    private String trouble = "";
    private long followedUntil;

    private record Sample(long at, long ended) {}

    /** Null takes the list away, as a compacted topic does. */
    void list(String listId, @Nullable ListProgress progress) {
        if (progress == null) {
            lists.remove(listId);
        } else {
            lists.merge(
                    listId, progress, (old, fresh) -> fresh.getUpdatedAt().isBefore(old.getUpdatedAt()) ? old : fresh);
        }
    }

    void agent(String key, @Nullable AgentStatus status) {
        if (status == null) {
            agents.remove(key);
        } else {
            agents.merge(key, status, (old, fresh) -> fresh.getAt().isBefore(old.getAt()) ? old : fresh);
        }
    }

    /** Takes note that everything said up to now is known. */
    void followed(long now) {
        trouble = "";
        followedUntil = now;
    }

    /** Takes note that what lists and agents say is not heard for a while. */
    void lost(String why) {
        trouble = why;
    }

    /** Why lists and agents cannot be followed now; empty while they are. */
    String trouble() {
        return trouble;
    }

    /** Until when heartbeats were heard: one that comes later is not missed by those who do not listen. */
    long heardUntil(long now) {
        return trouble.isEmpty() ? now : followedUntil;
    }

    /** Takes note of how many leads have ended by now; called about once a second. */
    void sample(long now) {
        long ended = lists.values().stream().mapToLong(PipelineState::ended).sum();
        samples.addLast(new Sample(now, ended));
        while (samples.size() > 2 && now - samples.getFirst().at > RATE_MILLIS) {
            samples.removeFirst();
        }
    }

    /** Leads that ended in a minute, over the last one; 0 until two samples are there. */
    double endedPerMinute() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long took = last.at - first.at;
        return took <= 0 ? 0 : Math.max(0, last.ended - first.ended) * 60_000.0 / took;
    }

    /** Lists, the latest submitted first. */
    List<ListProgress> lists() {
        return lists.values().stream()
                .sorted(Comparator.comparing(ListProgress::getSubmittedAt)
                        .reversed()
                        .thenComparing(ListProgress::getListId))
                .toList();
    }

    Optional<ListProgress> list(String listId) {
        return Optional.ofNullable(lists.get(listId));
    }

    /** Instances of agents by stage and name. */
    List<AgentStatus> agents() {
        return agents.values().stream()
                .sorted(Comparator.comparing(AgentStatus::getStage).thenComparing(AgentStatus::getInstance))
                .toList();
    }

    /** True when the instance has let more heartbeats pass than may be lost. */
    static boolean isGone(AgentStatus status, long now) {
        return now - status.getAt().toEpochMilli() > MISSED * Math.max(1_000, status.getIntervalMillis());
    }

    static long ended(ListProgress list) {
        return list.getDelivered() + list.getDisqualified() + list.getDiscarded();
    }
}
