package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider made of one try. */
sealed interface ProviderReply {
    /** What it said is left of its limits. */
    Allowance allowance();

    /** The same reply with what was said beside it. */
    ProviderReply with(Allowance said);

    /**
     * It answered.
     *
     * @param billed null when it did not tell
     * @param model as the provider names it
     */
    record Answer(
            @Nullable String text,
            List<ToolCall> toolCalls,
            FinishReason finishReason,
            @Nullable TokenCounts billed,
            String model,
            boolean simulated,
            Allowance allowance)
            implements ProviderReply {
        Answer(
                @Nullable String text,
                List<ToolCall> toolCalls,
                FinishReason finishReason,
                @Nullable TokenCounts billed,
                String model,
                boolean simulated) {
            this(text, toolCalls, finishReason, billed, model, simulated, Allowance.UNSTATED);
        }

        @Override
        public Answer with(Allowance said) {
            return new Answer(text, toolCalls, finishReason, billed, model, simulated, said);
        }
    }

    /**
     * It did not.
     *
     * @param billed null when nobody knows what the provider will bill
     */
    record Fault(
            FailureClass failureClass,
            String message,
            @Nullable TokenCounts billed,
            @Nullable Duration retryAfter,
            Allowance allowance)
            implements ProviderReply {
        Fault(FailureClass failureClass, String message, @Nullable TokenCounts billed, @Nullable Duration retryAfter) {
            this(failureClass, message, billed, retryAfter, Allowance.UNSTATED);
        }

        @Override
        public Fault with(Allowance said) {
            return new Fault(failureClass, message, billed, retryAfter, said);
        }
    }
}
