package dev.leadrelay.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One try at a provider, charged to the budget. The most it can cost is reserved before; after it, what the provider
 * bills is booked. Where nobody knows that (a timeout, a lost connection, an interrupt), the whole reservation is.
 */
final class ChargedTry {
    /**
     * What became of it.
     *
     * @param allowance what the provider said is left of its limits
     */
    record Tried(ModelOutcome outcome, Allowance allowance) {}

    private final ChatProvider provider;
    private final String name;
    private final String model;
    private final boolean simulated;
    private final Prices prices;
    private final LongSupplier nanoTime;

    ChargedTry(ModelSettings settings, ChatProvider provider, LongSupplier nanoTime) {
        this.provider = provider;
        this.name = settings.provider();
        this.model = settings.model();
        this.simulated = settings.simulated();
        this.prices = new Prices(settings.promptMicrosPerMillionTokens(), settings.completionMicrosPerMillionTokens());
        this.nanoTime = nanoTime;
    }

    /** One try; blocks until the provider has replied or its time is over. */
    Tried call(ModelRequest request, CallBudget budget) throws InterruptedException {
        long prompt = PromptSize.tokens(request);
        ModelUsage most = prices.usage(new TokenCounts(prompt, request.maxOutputTokens()));
        if (!budget.reserve(most.tokens(), most.costMicros())) {
            return new Tried(BudgetChannel.exhausted(prompt, request, budget), Allowance.UNSTATED);
        }
        ModelUsage actual = most;
        try {
            long start = nanoTime.getAsLong();
            ProviderReply reply = provider.ask(request);
            actual = usage(reply, most);
            Duration latency = Duration.ofNanos(nanoTime.getAsLong() - start);
            return new Tried(outcome(reply, actual, latency), reply.allowance());
        } finally {
            budget.settle(most.tokens(), most.costMicros(), new ProviderSpend(name, model, actual));
        }
    }

    private ModelUsage usage(ProviderReply reply, ModelUsage most) {
        return switch (reply) {
            case ProviderReply.Answer answer -> {
                TokenCounts billed = answer.billed();
                yield prices.usage(billed != null ? billed : new TokenCounts(most.promptTokens(), written(answer)));
            }
            case ProviderReply.Fault fault -> {
                TokenCounts billed = fault.billed();
                yield billed != null ? prices.usage(billed) : most;
            }
        };
    }

    private static long written(ProviderReply.Answer answer) {
        @Nullable String text = answer.text();
        long tokens = text == null ? 0 : PromptSize.tokens(text);
        for (ToolCall call : answer.toolCalls()) {
            tokens += PromptSize.tokens(call.name()) + PromptSize.tokens(call.argumentsJson());
        }
        return tokens;
    }

    private ModelOutcome outcome(ProviderReply reply, ModelUsage usage, Duration latency) {
        return switch (reply) {
            case ProviderReply.Answer answer ->
                new ModelOutcome.Answered(
                        answer.text(),
                        answer.toolCalls(),
                        answer.finishReason(),
                        usage,
                        name,
                        answer.model(),
                        simulated || answer.simulated(),
                        latency);
            case ProviderReply.Fault fault ->
                new ModelOutcome.Failed(fault.failureClass(), name + ": " + fault.message(), usage, fault.retryAfter());
        };
    }
}
