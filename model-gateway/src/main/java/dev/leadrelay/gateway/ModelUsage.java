package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.Usage;

/**
 * What calls to a model cost, failed and repeated tries included.
 *
 * @param calls requests sent
 * @param promptTokens tokens sent, as billed; estimated where the provider told nothing
 * @param completionTokens tokens received, as billed; estimated likewise
 * @param costMicros price in millionths of the currency unit
 */
public record ModelUsage(int calls, long promptTokens, long completionTokens, long costMicros) {
    /** Nothing was sent. */
    public static final ModelUsage NONE = new ModelUsage(0, 0, 0, 0);

    /** The sum of both. */
    public ModelUsage plus(ModelUsage other) {
        return new ModelUsage(
                calls + other.calls,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                costMicros + other.costMicros);
    }

    /** Prompt and completion tokens together. */
    public long tokens() {
        return promptTokens + completionTokens;
    }

    /** The same as a record of the contracts. */
    public Usage toRecord() {
        return Usage.newBuilder()
                .setModelCalls(calls)
                .setPromptTokens(promptTokens)
                .setCompletionTokens(completionTokens)
                .setCostMicros(costMicros)
                .build();
    }
}
