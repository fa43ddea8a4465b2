package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state machine of one list. Pure, total and thread-safe. */
public final class ListMachine {
    /** What is counted when an input failed; its record is then worth a dead letter. */
    public static final String FAILED = "list.failed";

    private static final Logger log = LoggerFactory.getLogger(ListMachine.class);

    private final Arrivals arrivals;
    private final Window window;
    private final ListLimits limits;

    /**
     * A machine over the lead gate.
     *
     * @param gate decides which leads are rejected at intake; an exception of it rejects the lead
     */
    public ListMachine(LeadGate gate, ListLimits limits) {
        this.arrivals = new Arrivals(gate);
        this.window = new Window(limits);
        this.limits = limits;
    }

    /**
     * What the input changes. Never throws; an input that fails changes nothing and is counted.
     *
     * @param listId key of the record that brought the input
     * @param memory what is remembered of that list
     * @param now time of the input
     */
    public ListTransition on(String listId, ListMemory memory, ListInput input, Instant now) {
        try {
            return take(memory, input, now);
        } catch (RuntimeException e) {
            log.error(
                    "list {}: an input of kind {} failed",
                    listId,
                    input.getClass().getSimpleName(),
                    e);
            return contain(memory, input);
        }
    }

    /** True when only more budget lets the list go on. */
    public static boolean isBlocked(ListState state) {
        return state.getCompletedAt() == null && Ledger.blocked(ListState.newBuilder(state));
    }

    private ListTransition take(ListMemory memory, ListInput input, Instant now) {
        if (input instanceof ListInput.PartArrived arrived) {
            return takePart(memory, arrived.part(), now);
        }
        ListState known = memory.state();
        if (known == null) {
            return only(null, unknown(input));
        }
        ListStep step = new ListStep(memory, ListState.newBuilder(known), now);
        switch (input) {
            case ListInput.PartArrived arrived -> throw new IllegalStateException("parts were taken above");
            case ListInput.LeadArrived lead -> arrivals.take(step, lead.lead());
            case ListInput.Reported reported -> {
                Reports.take(step, reported.ended());
                Admission.run(step);
            }
            case ListInput.Commanded commanded -> command(step, commanded.command());
            case ListInput.Tick tick -> {
                if (isToBeForgotten(known, now)) {
                    return new ListTransition(
                            true, null, List.of(), List.of(), List.of(new ListEffect.Forget(known.getListId())));
                }
                tick(step, tick.capacity());
            }
        }
        return finish(step);
    }

    private ListTransition takePart(ListMemory memory, ListPart part, Instant now) {
        Parts.Objection objection = Parts.objection(memory, part);
        if (objection != null) {
            return new ListTransition(
                    false,
                    memory.state(),
                    List.of(),
                    List.of(),
                    List.of(new ListEffect.Counted(objection.code()), Parts.refusal(part, objection, now)));
        }
        ListState known = memory.state();
        ListStep step = new ListStep(memory, known == null ? born(part) : ListState.newBuilder(known), now);
        Parts.take(step, part);
        return finish(step);
    }

    private ListState.Builder born(ListPart part) {
        return ListState.newBuilder()
                .setListId(part.getListId())
                .setSource(part.getSource())
                .setSettings(part.getSettings())
                .setSubmittedAt(part.getSubmittedAt())
                .setMaxCostMicros(part.getSettings().getMaxCostMicros())
                .setCancelCursor("")
                .setWindow(limits.windowMin());
    }

    private void command(ListStep step, ListCommand command) {
        switch (command.getKind()) {
            case CANCEL -> {
                step.state().setCancelled(true);
                Cancelling.tell(step, limits.cancelBatch());
            }
            case SET_BUDGET -> {
                Long budget = command.getMaxCostMicros();
                if (budget != null && budget < 0) {
                    step.count("command.refused");
                } else {
                    step.state().setMaxCostMicros(budget);
                    Admission.run(step);
                }
            }
            case UNKNOWN -> step.count("command.refused");
        }
    }

    private void tick(ListStep step, long capacity) {
        if (step.state().getCompletedAt() == null) {
            window.evaluate(step.state(), capacity, step.now());
            Cancelling.tell(step, limits.cancelBatch());
            Admission.run(step);
        }
    }

    /** Publishes progress: at most once per interval, and at once when the list has become complete. */
    private ListTransition finish(ListStep step) {
        ListState.Builder state = step.state();
        boolean complete = Ledger.complete(state);
        boolean ends = complete && state.getCompletedAt() == null;
        state.setCompletedAt(complete ? (ends ? step.now() : state.getCompletedAt()) : null);
        if (!state.getProgressDue()) {
            state.setProgressDue(!state.build().equals(step.memory().state()));
        }
        Instant last = state.getProgressAt();
        boolean pause = last != null && step.now().isBefore(last.plus(limits.progressInterval()));
        if (ends || (state.getProgressDue() && !pause)) {
            state.setProgressAt(step.now()).setProgressDue(false);
            step.effect(new ListEffect.Progress(Ledger.progress(state, step.now())));
        }
        return step.done();
    }

    private boolean isToBeForgotten(ListState known, Instant now) {
        Instant completedAt = known.getCompletedAt();
        return completedAt != null && !now.isBefore(completedAt.plus(limits.retention()));
    }

    private static String unknown(ListInput input) {
        return switch (input) {
            case ListInput.PartArrived arrived -> "part.unexpected";
            case ListInput.LeadArrived lead -> "lead.unattributed";
            case ListInput.Reported reported -> "report.unknown-lead";
            case ListInput.Commanded commanded -> "command.unknown-list";
            case ListInput.Tick tick -> "tick.unknown-list";
        };
    }

    /** A lead whose intake failed must not vanish without a trace: it counts as unattributed. */
    private static ListTransition contain(ListMemory memory, ListInput input) {
        ListState known = memory.state();
        if (known == null || !(input instanceof ListInput.LeadArrived)) {
            return only(known, FAILED);
        }
        ListState counted = ListState.newBuilder(known)
                .setUnattributed(known.getUnattributed() + 1)
                .setProgressDue(true)
                .build();
        return new ListTransition(true, counted, List.of(), List.of(), List.of(new ListEffect.Counted(FAILED)));
    }

    private static ListTransition only(@Nullable ListState known, String counted) {
        return new ListTransition(false, known, List.of(), List.of(), List.of(new ListEffect.Counted(counted)));
    }
}
