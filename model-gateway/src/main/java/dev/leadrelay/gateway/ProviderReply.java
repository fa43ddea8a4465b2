package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider made of one try. */
sealed interface ProviderReply {

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
            boolean simulated)
            implements ProviderReply {}

    /**
     * It did not.
     *
     * @param billed null when nobody knows what the provider will bill
     */
    record Fault(
            FailureClass failureClass,
            String message,
            @Nullable TokenCounts billed,
            @Nullable Duration retryAfter) implements ProviderReply {}
}
