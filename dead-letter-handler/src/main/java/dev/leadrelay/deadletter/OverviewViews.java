package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.OverviewView;
import dev.leadrelay.deadletter.desk.OverviewView.AgentRow;
import dev.leadrelay.deadletter.desk.OverviewView.Bar;
import dev.leadrelay.deadletter.desk.OverviewView.Ledger;
import dev.leadrelay.deadletter.desk.OverviewView.ListRow;
import dev.leadrelay.deadletter.desk.OverviewView.StageBox;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The overview, from what lists and agents say of themselves and what stands in the store. Pure. */
final class OverviewViews {
    private static final int LISTS_SHOWN = 50;
    private static final int FAILURES_SHOWN = 8;
    private static final int FIRST_X = 168;
    private static final int STEP_X = 209;
    private static final List<Stage> STAGES = List.of(Stage.RESEARCH, Stage.SCORING, Stage.WRITER);

    private OverviewViews() {}

    static OverviewView of(PipelineState state, List<TriageQueries.Count> counts, long unreadable, long now) {
        List<TriageQueries.Count> open = counts.stream()
                .filter(count -> count.state().equals(ItemState.OPEN.name()))
                .toList();
        List<ListProgress> lists = state.lists();
        long heard = state.heardUntil(now);
        return new OverviewView(
                DeskText.time(now),
                state.trouble(),
                parked(open, Stage.LISTS),
                stages(state.agents(), open, heard),
                ledger(lists),
                String.format(Locale.ROOT, "%.0f a minute", state.endedPerMinute()),
                DeskText.amount(sum(lists, ListProgress::getSpentMicros)),
                open.stream().mapToLong(TriageQueries.Count::count).sum(),
                unreadable,
                state.agents().stream().map(agent -> agent(agent, heard, now)).toList(),
                lists.stream().limit(LISTS_SHOWN).map(OverviewViews::list).toList(),
                lists.size(),
                failures(open));
    }

    private static List<StageBox> stages(List<AgentStatus> agents, List<TriageQueries.Count> open, long heard) {
        List<StageBox> boxes = new ArrayList<>();
        for (Stage stage : STAGES) {
            List<AgentStatus> own = agents.stream()
                    .filter(agent -> agent.getStage() == stage && serves(agent, heard))
                    .toList();
            long inFlight = own.stream().mapToLong(AgentStatus::getInFlight).sum();
            long capacity = own.stream().mapToLong(AgentStatus::getCapacity).sum();
            long backlog = own.stream().mapToLong(AgentStatus::getBacklog).sum();
            long done = agents.stream()
                    .filter(agent -> agent.getStage() == stage && agent.getDone() != null)
                    .mapToLong(AgentStatus::getDone)
                    .sum();
            boxes.add(new StageBox(
                    stage.name().toLowerCase(Locale.ROOT),
                    FIRST_X + STEP_X * boxes.size(),
                    Math.max(0, backlog - inFlight),
                    inFlight,
                    capacity,
                    done,
                    parked(open, stage),
                    percent(inFlight, capacity),
                    note(own)));
        }
        return boxes;
    }

    private static long parked(List<TriageQueries.Count> open, Stage stage) {
        return open.stream()
                .filter(count -> count.stage().equals(stage.name()))
                .mapToLong(TriageQueries.Count::count)
                .sum();
    }

    private static boolean serves(AgentStatus agent, long heard) {
        return !PipelineState.isGone(agent, heard)
                && (agent.getState() == AgentState.RUNNING || agent.getState() == AgentState.PAUSED);
    }

    private static String note(List<AgentStatus> serving) {
        if (serving.isEmpty()) {
            return "nobody serves it";
        }
        List<AgentStatus> paused = serving.stream()
                .filter(agent -> agent.getState() == AgentState.PAUSED)
                .toList();
        return paused.isEmpty() ? "" : paused.size() + " of " + serving.size() + " paused";
    }

    private static AgentRow agent(AgentStatus agent, long heard, long now) {
        boolean gone = PipelineState.isGone(agent, heard) && agent.getState() != AgentState.STOPPED;
        return new AgentRow(
                agent.getStage().name().toLowerCase(Locale.ROOT),
                agent.getInstance(),
                gone ? "GONE" : agent.getState().name(),
                gone ? "its heartbeats stopped" : DeskText.orEmpty(agent.getReason()),
                agent.getInFlight(),
                agent.getCapacity(),
                DeskText.age(agent.getAt().toEpochMilli(), now));
    }

    private static Ledger ledger(List<ListProgress> lists) {
        return new Ledger(
                sum(lists, ListProgress::getAccepted),
                sum(lists, ListProgress::getDelivered),
                sum(lists, ListProgress::getDisqualified),
                sum(lists, ListProgress::getDiscarded),
                sum(lists, ListProgress::getParked),
                sum(lists, ListProgress::getActive),
                sum(lists, ListProgress::getQueued),
                lists.stream().allMatch(ListProgress::getBalanced));
    }

    static ListRow list(ListProgress list) {
        return new ListRow(
                list.getListId(),
                list.getSource(),
                list.getAccepted(),
                list.getDelivered(),
                list.getDisqualified(),
                list.getDiscarded(),
                list.getParked(),
                list.getActive() + list.getQueued(),
                percent(PipelineState.ended(list), list.getAccepted()),
                percent(list.getParked(), list.getAccepted()),
                DeskText.amount(list.getSpentMicros()),
                note(list));
    }

    private static String note(ListProgress list) {
        if (!list.getBalanced()) {
            return "does not add up";
        }
        if (list.getBlocked() != null) {
            return "blocked: " + list.getBlocked().toLowerCase(Locale.ROOT);
        }
        if (list.getCancelled()) {
            return "cancelled";
        }
        return list.getComplete() ? "complete" : list.getSettled() ? "waits for people" : "";
    }

    private static List<Bar> failures(List<TriageQueries.Count> open) {
        Map<String, Long> byClass = open.stream()
                .collect(Collectors.groupingBy(
                        TriageQueries.Count::failureClass,
                        TreeMap::new,
                        Collectors.summingLong(TriageQueries.Count::count)));
        long most = byClass.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return byClass.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(FAILURES_SHOWN)
                .map(entry -> new Bar(entry.getKey(), entry.getValue(), percent(entry.getValue(), most)))
                .toList();
    }

    private static long sum(List<ListProgress> lists, ToLongFunction<ListProgress> term) {
        return lists.stream().mapToLong(term).sum();
    }

    private static int percent(long part, long whole) {
        return whole <= 0 ? 0 : (int) Math.min(100, part * 100 / whole);
    }
}
