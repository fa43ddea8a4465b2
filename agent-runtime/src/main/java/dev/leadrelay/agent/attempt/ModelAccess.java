package dev.leadrelay.agent.attempt;

import dev.leadrelay.gateway.CallBudget;
import dev.leadrelay.gateway.ModelChannel;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ModelRequest;
import dev.leadrelay.gateway.ModelUsage;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.RunStepKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The model as an attempt sees it: while it is not to be had the attempt waits with its clock stopped and asks again,
 * so an outage is never an answer. Each call becomes a step of the run. Thread-safe.
 */
final class ModelAccess {
    /** What is nobody's fault that a lead has: the work waits. A spent quota counts, the gateway has no other provider. */
    private static final Set<FailureClass> OUTAGES =
            EnumSet.of(FailureClass.MODEL_UNAVAILABLE, FailureClass.DEPENDENCY_UNAVAILABLE, FailureClass.MODEL_QUOTA);

    /** The same request may be made once more: an agent may have reason to. A third is an agent that goes in circles. */
    static final int MOST_EQUAL_CALLS = 2;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ModelChannel channel;
    private final CallBudget budget;
    private final Outages outages;
    private final Outages.Probe probe;
    private final RunLog log;
    private final Map<String, Integer> asked = new HashMap<>();
    private ModelOutcome.@Nullable Answered last;

    ModelAccess(ModelChannel channel, CallBudget budget, Outages outages, Outages.Probe probe, RunLog log) {
        this.channel = channel;
        this.budget = budget;
        this.outages = outages;
        this.probe = probe;
        this.log = log;
    }

    /**
     * Asks the model.
     *
     * @param appended what the request has beyond the recorded prompt, for the run log; null when nothing
     * @return an answer, or a failure that is no outage; LOOP_DETECTED when the attempt made just this request too often
     */
    ModelOutcome call(ModelRequest request, @Nullable String appended) throws InterruptedException {
        if (isLoop(request)) {
            ModelOutcome.Failed loop = new ModelOutcome.Failed(
                    FailureClass.LOOP_DETECTED,
                    "the attempt asked the model the same more than " + MOST_EQUAL_CALLS + " times",
                    ModelUsage.NONE,
                    null);
            record(log.begin(RunStepKind.MODEL_CALL, "model").input(appended), loop);
            return loop;
        }
        Duration pause = FIRST_PAUSE;
        for (int outagesSeen = 0; ; outagesSeen++) {
            RunLog.Step step = log.begin(RunStepKind.MODEL_CALL, "model").input(appended);
            ModelOutcome outcome = channel.call(request, budget);
            if (!(outcome instanceof ModelOutcome.Failed failed) || !OUTAGES.contains(failed.failureClass())) {
                record(step, outcome);
                return outcome;
            }
            if (outagesSeen == 0) {
                // Only the first: an outage of hours must not become a run log of megabytes.
                record(step, outcome);
            }
            await(failed, pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** The answer that came last; null when there was none. */
    synchronized ModelOutcome.@Nullable Answered lastAnswer() {
        return last;
    }

    private synchronized boolean isLoop(ModelRequest request) {
        return asked.merge(request.fingerprint(), 1, Integer::sum) > MOST_EQUAL_CALLS;
    }

    private void await(ModelOutcome.Failed failed, Duration pause) throws InterruptedException {
        // The reason says only what is lost: equal ones share one probe, and the details differ from call to call.
        outages.await("the model (" + failed.failureClass() + ")", failed.message(), probe);
        // A good probe may say too much; without a pause the wait would become a hot loop.
        Thread.sleep(pause);
    }

    private void record(RunLog.Step step, ModelOutcome outcome) {
        switch (outcome) {
            case ModelOutcome.Answered answered -> {
                synchronized (this) {
                    last = answered;
                }
                step.output(ModelMessages.reply(answered)).cached(answered.cached());
            }
            case ModelOutcome.Failed failed -> step.error(failed.failureClass() + ": " + failed.message());
        }
        step.usage(outcome.usage().toRecord()).end();
    }
}
