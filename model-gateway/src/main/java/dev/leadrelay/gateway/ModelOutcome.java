package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a model call. */
public sealed interface ModelOutcome {

    /** What all tries of this call cost together. */
    ModelUsage usage();

    /**
     * The model answered.
     *
     * @param text null when it only called tools
     * @param toolCalls empty when it called none
     * @param usage of all tries, those before the answer included; none where the answer is another call's
     * @param provider name of the provider that answered
     * @param model name of the model, as the provider gave it
     * @param simulated true when a simulator answered instead of a model
     * @param latency of the try that was answered
     * @param cached true when it is the answer to an earlier call with the same request, shared at no cost
     */
    record Answered(
            @Nullable String text,
            List<ToolCall> toolCalls,
            FinishReason finishReason,
            ModelUsage usage,
            String provider,
            String model,
            boolean simulated,
            Duration latency,
            boolean cached)
            implements ModelOutcome {
        public Answered {
            toolCalls = List.copyOf(toolCalls);
        }

        /** An answer of the model's own. */
        public Answered(
                @Nullable String text,
                List<ToolCall> toolCalls,
                FinishReason finishReason,
                ModelUsage usage,
                String provider,
                String model,
                boolean simulated,
                Duration latency) {
            this(text, toolCalls, finishReason, usage, provider, model, simulated, latency, false);
        }

        /** True when the answer was cut at the limit of output tokens. */
        public boolean truncated() {
            return finishReason == FinishReason.LENGTH;
        }

        Answered withUsage(ModelUsage total) {
            return new Answered(text, toolCalls, finishReason, total, provider, model, simulated, latency, cached);
        }

        /** The same answer for others who asked the same: it costs them nothing. */
        Answered shared() {
            return new Answered(
                    text, toolCalls, finishReason, ModelUsage.NONE, provider, model, simulated, latency, true);
        }

        /** True when there is an answer and it is known to be whole. */
        boolean complete() {
            boolean ended = switch (finishReason) {
                case STOP, TOOL_CALLS -> true;
                // Where the provider told nothing, nobody knows whether the text was cut.
                case LENGTH, OTHER -> false;
            };
            return ended && (text != null || !toolCalls.isEmpty());
        }
    }

    /**
     * There is no answer.
     *
     * @param failureClass what the failure table knows it as
     * @param message one line for a person; never contains a key
     * @param usage of all tries
     * @param retryAfter what the provider asked to wait, if it did
     */
    record Failed(
            FailureClass failureClass,
            String message,
            ModelUsage usage,
            @Nullable Duration retryAfter) implements ModelOutcome {
        Failed withUsage(ModelUsage total) {
            return new Failed(failureClass, message, total, retryAfter);
        }
    }
}
