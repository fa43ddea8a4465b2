package dev.leadrelay.agent.attempt;

import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Violation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the steps of an attempt: payloads bounded, secrets redacted. Thread-safe. */
public final class RunLog {
    /** Longest payload of a step, in characters. */
    public static final int MAX_PAYLOAD = 64 * 1024;

    /** Most steps of an attempt; those after it are dropped and the last one says so. */
    public static final int MAX_STEPS = 200;

    private final Clock clock;
    private final Redaction redaction;
    private final List<RunStep> steps = new ArrayList<>();
    private int dropped;

    public RunLog(Clock clock, Redaction redaction) {
        this.clock = clock;
        this.redaction = redaction;
    }

    /** A step that is being made. */
    public Step begin(RunStepKind kind, String name) {
        return new Step(kind, name, clock.instant());
    }

    /** A note. */
    public void note(String name, String text) {
        begin(RunStepKind.NOTE, name).output(text).end();
    }

    /** The steps so far. */
    public synchronized List<RunStep> steps() {
        List<RunStep> all = new ArrayList<>(steps);
        if (dropped > 0) {
            all.add(RunStep.newBuilder()
                    .setKind(RunStepKind.NOTE)
                    .setName("run-log")
                    .setAt(clock.instant())
                    .setLatencyMillis(0)
                    .setOutput(dropped + " more steps were dropped")
                    .build());
        }
        return List.copyOf(all);
    }

    private synchronized void add(RunStep step) {
        if (steps.size() < MAX_STEPS) {
            steps.add(step);
        } else {
            dropped++;
        }
    }

    private String kept(String text) {
        // Redacted before it is cut: half a secret no longer looks like one.
        return Texts.cut(redaction.apply(text), MAX_PAYLOAD);
    }

    /** A step of the run; {@link #end} adds it. Not thread-safe. */
    public final class Step {
        private final RunStep.Builder builder;
        private final Instant at;

        private Step(RunStepKind kind, String name, Instant at) {
            this.at = at;
            builder = RunStep.newBuilder()
                    .setKind(kind)
                    .setName(Texts.cut(name, 200))
                    .setAt(at);
        }

        public Step input(@Nullable String text) {
            builder.setInput(text == null ? null : kept(text));
            return this;
        }

        public Step output(@Nullable String text) {
            builder.setOutput(text == null ? null : kept(text));
            return this;
        }

        public Step error(@Nullable String text) {
            builder.setError(text == null ? null : kept(text));
            return this;
        }

        public Step usage(Usage usage) {
            builder.setUsage(usage);
            return this;
        }

        /** Whether the model's answer was another call's. */
        public Step cached(boolean cached) {
            builder.setCached(cached);
            return this;
        }

        /** Fingerprint of the contract of the tool that was called. */
        public Step contract(@Nullable String fingerprint) {
            builder.setContract(fingerprint);
            return this;
        }

        public Step violations(List<Violation> violations) {
            builder.setViolations(violations);
            return this;
        }

        /** Adds the step, with the time since it began. */
        public void end() {
            builder.setLatencyMillis(
                    Math.max(0, Duration.between(at, clock.instant()).toMillis()));
            add(builder.build());
        }
    }
}
