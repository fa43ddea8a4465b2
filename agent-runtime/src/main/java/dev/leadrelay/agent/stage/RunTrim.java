package dev.leadrelay.agent.stage;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.RunStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a run log until it fits a message: payloads shorter and shorter, then whole steps from the middle. What was cut
 * is witnessed by the hash of the full steps. Pure.
 */
final class RunTrim {
    private static final int[] PAYLOAD_LIMITS = {16_384, 4_096, 1_024, 256, 64};

    private RunTrim() {}

    /**
     * The run, or as much of it as fits.
     *
     * @param size bytes of a run as it would be sent
     */
    static AgentRun fit(AgentRun run, long maxBytes, ToLongFunction<AgentRun> size) {
        if (size.applyAsLong(run) <= maxBytes) {
            return run;
        }
        String fullHash = Identifiers.contentHash(run.getSteps().toString());
        List<RunStep> steps = run.getSteps();
        for (int limit : PAYLOAD_LIMITS) {
            steps = steps.stream().map(step -> cut(step, limit)).toList();
            AgentRun trimmed = with(run, steps, fullHash);
            if (size.applyAsLong(trimmed) <= maxBytes) {
                return trimmed;
            }
        }
        while (!steps.isEmpty()) {
            steps = withoutMiddle(steps);
            AgentRun trimmed = with(run, steps, fullHash);
            if (size.applyAsLong(trimmed) <= maxBytes) {
                return trimmed;
            }
        }
        return AgentRun.newBuilder(with(run, List.of(), fullHash))
                .setMessage(null)
                .build();
    }

    private static AgentRun with(AgentRun run, List<RunStep> steps, String fullHash) {
        return AgentRun.newBuilder(run)
                .setSteps(steps)
                .setTruncated(true)
                .setFullHash(fullHash)
                .build();
    }

    private static RunStep cut(RunStep step, int limit) {
        return RunStep.newBuilder(step)
                .setInput(cut(step.getInput(), limit))
                .setOutput(cut(step.getOutput(), limit))
                .setError(cut(step.getError(), limit))
                .setViolations(
                        step.getViolations().size() <= limit / 64
                                ? step.getViolations()
                                : step.getViolations().subList(0, limit / 64))
                .build();
    }

    private static @Nullable String cut(@Nullable String text, int limit) {
        return text == null ? null : Shortened.of(text, limit);
    }

    /** Halves the steps; how it began and how it ended say most. */
    private static List<RunStep> withoutMiddle(List<RunStep> steps) {
        int kept = steps.size() / 2;
        int head = (kept + 1) / 2;
        List<RunStep> rest = new ArrayList<>(steps.subList(0, head));
        rest.addAll(steps.subList(steps.size() - (kept - head), steps.size()));
        return rest;
    }
}
