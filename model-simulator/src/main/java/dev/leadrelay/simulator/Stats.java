package dev.leadrelay.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What a simulator has served since it started or was reset; everything but {@code inFlight} only grows.
 *
 * @param calls chat completions begun, refused and faulty ones included
 * @param served chat completions answered with 200, by task
 * @param injected faults injected, by kind
 * @param inventions answers with something invented in them, by kind
 * @param rejected calls answered with 429 because too many were in flight or came within a second
 * @param unavailable calls answered with 503 because the model was down
 * @param probes requests for the list of models, by which callers find out whether the model is up
 * @param badRequests calls answered with 400
 * @param inFlight calls being worked on now
 * @param maxInFlight most calls ever worked on at once
 * @param repeats calls whose prompt had been asked before, answered or not
 * @param duplicates calls whose prompt had been answered with 200 before
 * @param maxCallsPerPrompt most calls with one and the same prompt
 * @param promptTokens tokens read by answered calls
 * @param completionTokens tokens written by answered calls
 * @param pages pages of company sites served
 */
public record Stats(
        long calls,
        Map<String, Long> served,
        Map<FaultKind, Long> injected,
        Map<InventionKind, Long> inventions,
        long rejected,
        long unavailable,
        long probes,
        long badRequests,
        long inFlight,
        long maxInFlight,
        long repeats,
        long duplicates,
        long maxCallsPerPrompt,
        long promptTokens,
        long completionTokens,
        long pages) {
    public Stats {
        served = Map.copyOf(served);
        injected = Map.copyOf(injected);
        inventions = Map.copyOf(inventions);
    }

    /** All tokens of answered calls. */
    @JsonProperty
    public long totalTokens() {
        return promptTokens + completionTokens;
    }
}
