package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * How a bulk job stands, and what an event does to it. Pure.
 *
 * @param total items of the job
 * @param dispatched items whose decision stands in its topic
 * @param skipped items that took no decision
 * @param canary null for a job that goes through without looking back
 * @param canaryPassed true once the first leads ended well enough
 */
record BulkState(
        BulkPhase phase,
        int total,
        int dispatched,
        int skipped,
        @Nullable Canary canary,
        boolean canaryPassed) {

    /**
     * How a job tries itself out.
     *
     * @param size items that are dispatched first
     * @param maxFailureRate share of them, 0 to 1, above which the rest is left alone
     */
    record Canary(int size, double maxFailureRate) {
        /** What came of each is looked at again and again, so there are not very many. */
        static final int LARGEST = 1_000;
    }

    /** What became of an event. */
    sealed interface Step {
        record Moved(BulkState state) implements Step {}

        /** The event makes no sense now; the line is for people. */
        record Refused(String line) implements Step {}
    }

    /** A job that begins. */
    static BulkState begin(int total, @Nullable Canary canary) {
        BulkPhase phase = total == 0 ? new BulkPhase.Done() : new BulkPhase.Running();
        return new BulkState(phase, total, 0, 0, canary, false);
    }

    /** Items that are neither dispatched nor skipped. */
    int remaining() {
        return total - dispatched - skipped;
    }

    /** How many may be dispatched now. */
    int permits() {
        if (!(phase instanceof BulkPhase.Running)) {
            return 0;
        }
        return canary == null || canaryPassed ? remaining() : Math.min(canary.size() - dispatched, remaining());
    }

    Step step(BulkEvent event) {
        return switch (event) {
            case BulkEvent.Worked worked -> new Step.Moved(worked(worked));
            case BulkEvent.CanarySeen seen -> new Step.Moved(seen(seen));
            case BulkEvent.Pause pause -> pause();
            case BulkEvent.Resume resume -> resume();
            case BulkEvent.Abort abort ->
                phase instanceof BulkPhase.Ended ? refused() : new Step.Moved(in(new BulkPhase.Aborted()));
        };
    }

    /** What was under way when a person paused or aborted the job still counts. */
    private BulkState worked(BulkEvent.Worked worked) {
        if (worked.dispatched() < 0 || worked.skipped() < 0 || worked.dispatched() + worked.skipped() > remaining()) {
            throw new IllegalArgumentException(worked + " of " + remaining() + " items");
        }
        BulkState counted = new BulkState(
                phase, total, dispatched + worked.dispatched(), skipped + worked.skipped(), canary, canaryPassed);
        return counted.onward();
    }

    private BulkState seen(BulkEvent.CanarySeen seen) {
        if (canary == null || !(phase instanceof BulkPhase.CanaryWait)) {
            return this;
        }
        if (seen.failed() > canary.maxFailureRate() * dispatched) {
            return in(new BulkPhase.StoppedByCanary());
        }
        if (seen.settled() < dispatched) {
            return this;
        }
        return new BulkState(phase, total, dispatched, skipped, canary, true).onward();
    }

    private Step pause() {
        return switch (phase) {
            case BulkPhase.Active active -> new Step.Moved(in(new BulkPhase.Paused(active)));
            case BulkPhase.Paused paused -> new Step.Refused("the job is paused already");
            case BulkPhase.Ended ended -> refused();
        };
    }

    private Step resume() {
        return switch (phase) {
            case BulkPhase.Paused paused -> new Step.Moved(in(paused.from()).onward());
            case BulkPhase.Active active -> new Step.Refused("the job is not paused");
            case BulkPhase.Ended ended -> refused();
        };
    }

    /** Where an active job is now that its counts have changed. */
    private BulkState onward() {
        if (!(phase instanceof BulkPhase.Active)) {
            return this;
        }
        if (remaining() == 0) {
            return in(new BulkPhase.Done());
        }
        boolean waits = canary != null && !canaryPassed && dispatched >= canary.size();
        return in(waits ? new BulkPhase.CanaryWait() : new BulkPhase.Running());
    }

    private BulkState in(BulkPhase next) {
        return new BulkState(next, total, dispatched, skipped, canary, canaryPassed);
    }

    private Step refused() {
        return new Step.Refused("the job has ended (" + phase.code() + ")");
    }
}
